import { expect, test } from 'vitest';
import { opened, resumed } from '../../src/lib/opened.ts';
import { letters } from '../support/letters.ts';

const all = async (source: AsyncIterable<string>) => {
  const letters = [];
  for await (const letter of source) letters.push(letter);
  return letters;
};

test('opens at the first read, once, and is what was opened', async () => {
  let opens = 0;
  const source = opened(async () => {
    opens += 1;
    return letters();
  });
  expect(opens).toBe(0);
  expect(await all(source)).toEqual(['a', 'b']);
  expect(opens).toBe(1);
});

test('closed before the first read, it opens nothing', async () => {
  const source = opened<string>(() => expect.fail('opened'));
  await source.return?.();
  expect(await source.next()).toMatchObject({ done: true });
});

test('closed while it opens, it closes what comes of that', async () => {
  const closed: string[] = [];
  let open = (_: AsyncIterable<string>) => {};
  const source = opened<string>(
    () =>
      new Promise((resolve) => {
        open = resolve;
      }),
  );
  const reading = source.next();
  const closing = source.return?.();
  open(letters(closed));
  expect(await reading).toMatchObject({ value: 'a' });
  expect(await closing).toMatchObject({ done: true });
  expect(closed).toEqual(['closed']);
});

test('what does not open fails the first read and is over', async () => {
  const failure = new Error('shut');
  const source = opened<string>(() => Promise.reject(failure));
  const reading = source.next();
  const closing = source.return?.();
  await expect(reading).rejects.toBe(failure);
  expect(await closing).toMatchObject({ done: true });
  expect(await source.next()).toMatchObject({ done: true });
});

test('resumed, what was held comes first; left, the rest is closed and nothing held is told', async () => {
  const closed: string[] = [];
  const rest = letters(closed);
  const held = [(await rest.next()).value ?? ''];
  expect(await all(resumed(held, rest))).toEqual(['a', 'b']);
  const left = resumed(['x'], letters(closed));
  await left.return?.();
  expect(await left.next()).toMatchObject({ done: true });
});
