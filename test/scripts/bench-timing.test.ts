import { afterEach, expect, test, vi } from 'vitest';
import { reach } from '../../scripts/bench/support/timing.ts';

afterEach(() => vi.restoreAllMocks());

/** A reader that takes as many milliseconds as `cost` says of a text's length. */
function reader(cost: (length: number) => number): (text: string) => void {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  return (text) => {
    now += cost(text.length);
  };
}

test('a reader whose time is linear comes to a megabyte', async () => {
  const linear = reader((length) => length / 1_024);
  expect(await reach(linear, 'ab')).toEqual({ characters: 1 << 20, milliseconds: 1_024, growth: 2, stopped: false });
});

test('a quadratic one is stopped where it takes too long, with its growth', async () => {
  const quadratic = reader((length) => (length / 1_024) ** 2);
  expect(await reach(quadratic, 'ab')).toEqual({ characters: 1 << 16, milliseconds: 4_096, growth: 4, stopped: true });
});

test('an answer that is a promise is waited for', async () => {
  const slow = reader(() => 0);
  const late = async (text: string) => {
    await Promise.resolve();
    slow(text);
  };
  expect((await reach(late, 'a')).stopped).toBe(false);
});
