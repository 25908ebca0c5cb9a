import { seeded } from './ids/make.ts';

const SAMPLES = 1_000;

/** The 95 % interval of a statistic over `count` rows, from 1,000 resamples with a fixed seed. */
export function bootstrap(
  count: number,
  statistic: (rows: readonly number[]) => number,
): readonly [low: number, high: number] {
  const random = seeded(1);
  const values = Array.from({ length: SAMPLES }, () =>
    statistic(Array.from({ length: count }, () => Math.floor(random() * count))),
  ).sort((a, b) => a - b);
  return [values[Math.floor(SAMPLES * 0.025)] ?? 0, values[Math.ceil(SAMPLES * 0.975) - 1] ?? 0];
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
