import { expect, test } from 'vitest';
import { untilAborted } from '../../src/lib/abort.ts';
import { linkSignal } from '../../src/lib/linked-signal.ts';
import { letters } from '../support/letters.ts';
import { listenersOf } from '../support/listeners.ts';

test('a linked signal follows its parent, and can be aborted alone', () => {
  const parent = new AbortController();
  const [one, other] = [linkSignal(parent.signal), linkSignal(parent.signal)];
  one.abort('mine');
  expect([one.signal.reason, other.signal.aborted]).toEqual(['mine', false]);
  parent.abort('all');
  expect([one.signal.reason, other.signal.reason]).toEqual(['mine', 'all']);
  expect(linkSignal(parent.signal).signal.reason).toBe('all');
});

test('unlinked, it no longer follows', () => {
  const parent = new AbortController();
  const link = linkSignal(parent.signal);
  link.unlink();
  parent.abort();
  expect(link.signal.aborted).toBe(false);
});

test('passes a source on, and closes it when left early', async () => {
  const { signal } = new AbortController();
  const all = [];
  for await (const letter of untilAborted(() => letters(), signal)) all.push(letter);
  expect(all).toEqual(['a', 'b']);
  const closed: string[] = [];
  for await (const _ of untilAborted(() => letters(closed), signal)) break;
  expect(closed).toEqual(['closed']);
});

test('an abort ends a step that would never come', async () => {
  const controller = new AbortController();
  const never: AsyncIterable<string> = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) };
  const step = untilAborted(() => never, controller.signal).next();
  controller.abort('enough');
  await expect(step).rejects.toBe('enough');
});

test('an abort between two steps is told by the next one, and the source is closed', async () => {
  const controller = new AbortController();
  const closed: string[] = [];
  const steps = untilAborted(() => letters(closed), controller.signal);
  await steps.next();
  controller.abort('enough');
  await expect(steps.next()).rejects.toBe('enough');
  expect(closed).toEqual(['closed']);
  expect(await steps.next()).toMatchObject({ done: true });
});

test('no listener stays on the signal, however it ends', async () => {
  const failing = async function* () {
    yield 'a';
    throw new Error('broken');
  };
  const endings: ((steps: AsyncIterableIterator<string>) => Promise<unknown>)[] = [
    async (steps) => {
      for await (const _ of steps);
    },
    async (steps) => steps.next().then(() => steps.return?.()),
  ];
  for (const end of endings)
    for (const source of [letters(), failing()]) {
      const { signal } = new AbortController();
      const listeners = listenersOf(signal);
      await end(untilAborted(() => source, signal)).catch(() => {});
      expect(listeners.size).toBe(0);
    }
});
