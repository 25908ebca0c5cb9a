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

/** A small generator of numbers from 0 to 1 (mulberry32), so that every run draws the same rows. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
