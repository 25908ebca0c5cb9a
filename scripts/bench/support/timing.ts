import { repeated } from './shapes.ts';

/** Milliseconds of the fastest of some runs: other load only ever adds. */
export function fastest(job: () => void, runs: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const since = performance.now();
    job();
    least = Math.min(least, performance.now() - since);
  }
  return least;
}

/** Time for each doubling, from 256 KB to 1 MB: the geometric mean of two. */
export function growth(
  job: (text: string) => void,
  unit: string,
): { readonly perDoubling: number; readonly milliseconds: number } {
  const small = fastest(() => job(repeated(unit, 1 << 18)), 7);
  const milliseconds = fastest(() => job(repeated(unit, 1 << 20)), 5);
  return { perDoubling: Math.sqrt(milliseconds / small), milliseconds };
}

/** How far a reader came with a text that doubles from 8 KB to 1 MB. */
export interface Reach {
  readonly characters: number;
  readonly milliseconds: number;
  /** Of the last doubling. */
  readonly growth: number;
  /** It took longer than it may, before 1 MB. */
  readonly stopped: boolean;
}

/** Doubles a text until one run takes longer than `capMs`: a quadratic reader would need minutes for a megabyte. */
export async function reach(job: (text: string) => unknown, unit: string, capMs = 1_500): Promise<Reach> {
  let last = Number.NaN;
  for (let characters = 1 << 13; ; characters *= 2) {
    const text = repeated(unit, characters);
    const since = performance.now();
    await job(text);
    const milliseconds = performance.now() - since;
    const stopped = milliseconds > capMs;
    if (stopped || characters >= 1 << 20) return { characters, milliseconds, growth: milliseconds / last, stopped };
    last = milliseconds;
  }
}
