const SMALL = 16_384;
const TIMES = 8;
const ROUNDS = 6;
/** Microseconds of CPU time below which nothing is compared: some systems count in steps of 4,000. */
const LEAST = 8_000;

/** A shape again and again, up to a length. */
export const repeated = (shape: string, length: number): string =>
  shape.repeat(Math.ceil(length / shape.length)).slice(0, length);

/**
 * Whether a text of 131,072 characters takes less than three times the CPU time of eight of 16,384: the same where reading is
 * linear, eight times where it is quadratic. The least of up to six rounds counts, as a busy machine only ever adds.
 */
export function isLinear(shape: string, read: (text: string) => unknown): boolean {
  const [small, large] = [repeated(shape, SMALL), repeated(shape, SMALL * TIMES)];
  let [parts, whole] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < ROUNDS; round++) {
    parts = Math.min(
      parts,
      cpuOf(() => {
        for (let time = 0; time < TIMES; time++) read(small);
      }),
    );
    whole = Math.min(
      whole,
      cpuOf(() => read(large)),
    );
    if (round > 0 && whole < Math.max(parts, LEAST) * 3) return true;
  }
  return false;
}

/** Microseconds of this thread. */
function cpuOf(job: () => unknown): number {
  const since = process.threadCpuUsage();
  job();
  return process.threadCpuUsage(since).user;
}
