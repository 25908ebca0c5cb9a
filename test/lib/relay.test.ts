import { expect, test } from 'vitest';
import { type Ending, relay } from '../../src/lib/relay.ts';

async function* letters(closed: string[] = [], failure?: Error) {
  try {
    yield 'a';
    yield 'b';
    if (failure) throw failure;
  } finally {
    closed.push('closed');
  }
}

/** Reads a relay of a source with all that it is told. */
function told(source: () => AsyncIterable<string>, passed: (letter: string) => unknown = () => {}) {
  const seen: string[] = [];
  const endings: Ending[] = [];
  const relayed = relay(
    source,
    (letter) => {
      seen.push(letter);
      return passed(letter);
    },
    (ending) => void endings.push(ending),
  );
  return { relayed, seen, endings };
}

const all = async (source: AsyncIterable<string>) => {
  const letters = [];
  for await (const letter of source) letters.push(letter);
  return letters;
};

test('hands a source on, and tells of each value and once of the end', async () => {
  const { relayed, seen, endings } = told(() => letters());
  expect(await all(relayed)).toEqual(['a', 'b']);
  expect(seen).toEqual(['a', 'b']);
  expect(endings).toEqual([{ how: 'done' }]);
  expect([await relayed.next(), await relayed.return?.()]).toMatchObject([{ done: true }, { done: true }]);
  expect(endings).toHaveLength(1);
});

test('opens the source at the first read; closed before, it tells and opens nothing', async () => {
  let opened = 0;
  const source = () => {
    opened += 1;
    return letters();
  };
  const { relayed, endings } = told(source);
  expect(opened).toBe(0);
  await relayed.return?.();
  expect([opened, endings]).toEqual([0, [{ how: 'left' }]]);
  expect(await relayed.next()).toMatchObject({ done: true });
});

test('left early, it closes the source and tells', async () => {
  const closed: string[] = [];
  const { relayed, endings } = told(() => letters(closed));
  for await (const _ of relayed) break;
  expect([closed, endings]).toEqual([['closed'], [{ how: 'left' }]]);
});

test('reads no further than the value that was said to be the last', async () => {
  const closed: string[] = [];
  const { relayed, endings } = told(
    () => letters(closed),
    (letter) => letter === 'a',
  );
  expect(await all(relayed)).toEqual(['a']);
  expect([closed, endings]).toEqual([['closed'], [{ how: 'done' }]]);
});

test('a failure of the source, or of its opening, is told and goes to the reader', async () => {
  const failure = new Error('broken');
  const opening = () => {
    throw failure;
  };
  for (const source of [() => letters([], failure), opening]) {
    const { relayed, endings } = told(source);
    await expect(all(relayed)).rejects.toBe(failure);
    expect(endings).toEqual([{ how: 'failed', error: failure }]);
  }
});

test.each(['throws', 'rejects'])('what is told of the end and %s takes the place of the end', async (how) => {
  const failure = new Error('told');
  const ended = () => {
    if (how === 'throws') throw failure;
    return Promise.reject(failure);
  };
  for (const source of [() => letters(), () => letters([], new Error('broken'))])
    await expect(all(relay<string>(source, () => {}, ended))).rejects.toBe(failure);
});

test('is told of the end once, also where that throws', async () => {
  let told = 0;
  const relayed = relay(
    () => letters(),
    () => {},
    () => {
      told += 1;
      throw new Error('told');
    },
  );
  await expect(all(relayed)).rejects.toThrow('told');
  expect([await relayed.next(), await relayed.return?.()]).toMatchObject([{ done: true }, { done: true }]);
  expect(told).toBe(1);
});
