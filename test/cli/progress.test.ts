import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OutputClosedError } from '../../src/cli/io.ts';
import { ProgressBar, progressLine } from '../../src/cli/terminal/progress.ts';
import type { Style } from '../../src/cli/terminal/style.ts';

const plain: Style = (_, text) => text;

const SOME = { done: 3, total: 12, failed: 0, perSecond: 1.5, etaMs: 6_000 };

test('shows count, share, rate, time left and failures', () => {
  expect(progressLine({ ...SOME, failed: 1 }, 80, plain)).toBe(
    ' 3/12  ━━━━━━━━──────────────────────   25 %  1.5/s  0:06 left  1 failed',
  );
  expect(progressLine({ done: 0, total: 12, failed: 0, perSecond: 0, etaMs: undefined }, 80, plain)).toBe(
    ' 0/12  ──────────────────────────────    0 %',
  );
  expect(progressLine({ done: 12, total: 12, failed: 0, perSecond: 21.4, etaMs: 0 }, 80, plain)).toBe(
    '12/12  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  100 %  21/s',
  );
});

test.each([
  [0.5, 3_723_000, '30/min  1:02:03 left'],
  [0.05, 750_000, '3.0/min  12:30 left'],
  [9.95, 1, '9.9/s  0:01 left'],
])('says %f a second and %i ms in the unit that fits', (perSecond, etaMs, said) => {
  expect(progressLine({ ...SOME, perSecond, etaMs }, 80, plain)).toMatch(new RegExp(`  ${said}$`));
});

test('is never as wide as the terminal, so that no line breaks', () => {
  const progress = fc.record({
    done: fc.nat(99_999),
    total: fc.integer({ min: 99_999, max: 999_999 }),
    failed: fc.nat(999),
    perSecond: fc.double({ min: 0, max: 1_000, noNaN: true }),
    etaMs: fc.option(fc.nat(10 ** 9), { nil: undefined }),
  });
  fc.assert(
    fc.property(progress, fc.integer({ min: 2, max: 200 }), (progress, columns) => {
      expect(progressLine(progress, columns, plain).length).toBeLessThan(columns);
    }),
  );
});

test('draws over itself, at most ten times a second, and is gone in the end', async () => {
  let now = 0;
  let printed = '';
  const output = {
    isTTY: true,
    columns: 80,
    write: async (text: string) => {
      printed += text;
    },
  };
  const bar = new ProgressBar(output, plain, () => now);
  for (; now < 1_000; now += 10) bar.show(SOME);
  expect(printed.split('\r')).toHaveLength(11);
  await bar.clear();
  expect(printed.endsWith('\r\u001b[K')).toBe(true);
});

test('does not mind a terminal that has gone', async () => {
  const write = async () => {
    throw new OutputClosedError();
  };
  new ProgressBar({ isTTY: true, columns: 80, write }, plain, () => 0).show(SOME);
  await new Promise((resolve) => setImmediate(resolve)); // an unhandled rejection would fail this file
});
