import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { together } from '../../src/node/together.ts';

afterEach(() => void vi.useRealTimers());

test('work of one turn is done at its end, in one go and in order', async () => {
  const done: string[] = [];
  const all = ['a', 'b', 'c'].map((name) => together(() => void done.push(name)));
  queueMicrotask(() => together(() => void done.push('d')));
  await Promise.resolve();
  expect([all.length, done]).toEqual([3, []]);
  await turn();
  expect(done).toEqual(['a', 'b', 'c', 'd']);
});

test('work that comes of work waits for the next turn, so that sockets are read between', async () => {
  const done: string[] = [];
  together(() => {
    done.push('first');
    together(() => void done.push('second'));
  });
  await turn();
  expect(done).toEqual(['first']);
  await turn();
  expect(done).toEqual(['first', 'second']);
});

test('work keeps its own async context, whoever came first', async () => {
  const user = new AsyncLocalStorage<string>();
  const seen: (string | undefined)[] = [];
  for (const name of ['a', 'b']) user.run(name, () => together(() => void seen.push(user.getStore())));
  together(() => void seen.push(user.getStore()));
  await turn();
  expect(seen).toEqual(['a', 'b', undefined]);
});

test('a clock that a test has put in place does not hold it up', async () => {
  vi.useFakeTimers();
  await new Promise<void>(together);
});

test('nor does one that was there before it was loaded', async () => {
  vi.resetModules();
  vi.useFakeTimers();
  const { together } = await import('../../src/node/together.ts');
  await new Promise<void>(together);
});
