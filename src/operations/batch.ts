import { type Checks, callable, integer, invalid, show } from '../lib/check.ts';
import { mapPool } from '../lib/pool.ts';
import { type Progress, progressOf } from '../lib/progress.ts';
import { readSafely } from '../lib/snapshot.ts';
import { tell } from '../lib/tell.ts';
import type { Clock } from '../types/clock.ts';

export interface BatchOptions {
  /** Calls at a time. Integer, 1 or more. @default `throttle.maxConcurrency` of the client */
  readonly concurrency?: number | undefined;
  /** Told when the batch begins, and after each input. What it throws is lost and harms nobody. */
  readonly onProgress?: ((progress: BatchProgress) => void) | undefined;
}

/** How far a batch has come. */
export type BatchProgress = Progress;

/** What became of one input. */
export type BatchResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: unknown };

export const BATCH_OPTIONS: Checks<BatchOptions> = {
  concurrency: integer(1),
  onProgress: callable as Checks<BatchOptions>['onProgress'],
};

/** A batch lets single calls go first: 5 is theirs. */
export const BATCH_PRIORITY = 7;

interface BatchContext {
  readonly concurrency: number;
  readonly onProgress?: ((progress: BatchProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly clock: Clock;
}

/** Reads a list of inputs, once. Throws InvalidInputError for what is none. */
export function readInputs<Input>(inputs: Iterable<Input>): readonly Input[] {
  return readSafely('inputs', () => {
    if (typeof inputs !== 'object' || inputs === null || typeof inputs[Symbol.iterator] !== 'function')
      throw invalid('inputs', `must be a list of inputs, got ${show(inputs)}: for one, use \`chat\``);
    return Array.from(inputs);
  });
}

/**
 * Works through a list, at most `concurrency` at a time, and answers in its order. A failure stays with its input. After an
 * abort of `signal` nothing new is begun, and what was not begun fails with its reason.
 */
export async function batch<In, Out>(
  inputs: readonly In[],
  work: (input: In) => Promise<Out>,
  { concurrency, onProgress, signal, clock }: BatchContext,
): Promise<BatchResult<Out>[]> {
  const since = clock.now();
  const total = inputs.length;
  let done = 0;
  let failed = 0;
  const progress = () => {
    if (!onProgress) return;
    tell(onProgress, progressOf(done, total, failed, clock.now() - since));
  };
  progress();
  return mapPool(inputs, concurrency, async (input): Promise<BatchResult<Out>> => {
    try {
      signal?.throwIfAborted();
      return { ok: true, value: await work(input) };
    } catch (error) {
      failed++;
      return { ok: false, error };
    } finally {
      done++;
      progress();
    }
  });
}
