import { byStart } from '../lib/stretches.ts';
import type { GuardReader, Match, StreamGuard } from '../types/guard.ts';
import { canary, LEAK_THRESHOLDS } from './leak/canary.ts';
import { overlap } from './leak/overlap.ts';

export { canary } from './leak/canary.ts';
export { overlap } from './leak/overlap.ts';
export { LEAK_EXAMPLE, LEAK_RULES } from './leak/rules.ts';
export { SystemText } from './leak/system-text.ts';

export interface LeakOptions {
  /** What the model was told and must not repeat; of it all, the first 200,000 characters are looked for. */
  readonly system?: readonly string[] | undefined;
  /** What the user or a document said: runs of the system text that stand there as well are not reported. */
  readonly quoted?: readonly string[] | undefined;
  /** Marks that stood in the system text, 32 lower-case hexadecimal digits each. */
  readonly canaries?: readonly string[] | undefined;
  /** Nonces of the fence, of the same form. */
  readonly nonces?: readonly string[] | undefined;
}

/**
 * Finds in an answer what only the model was told: a canary, the lines of our fence, a run of the system text. A canary
 * counts in full; the others are warnings. A stream that only waits for canaries reads `canary` and `overlap` apart.
 *
 * @returns matches in order of start; those of different rules may overlap
 * @see LEAK_RULES for each rule's source and known misses
 */
export function leak({ system = [], quoted = [], canaries = [], nonces = [] }: LeakOptions): StreamGuard {
  const guards = [canary(canaries, nonces), overlap({ system, quoted })];
  const reader = () => new BothReader(guards.map((guard) => guard.reader()));
  return {
    id: 'leak',
    reach: Math.max(...guards.map(({ reach = 0 }) => reach)),
    stages: ['output'],
    thresholds: LEAK_THRESHOLDS,
    scan: (text) => reader().read(text, true),
    reader,
    replacement: () => '…',
  };
}

class BothReader implements GuardReader {
  decided = 0;
  readonly #readers: readonly GuardReader[];

  constructor(readers: readonly GuardReader[]) {
    this.#readers = readers;
  }

  read(piece: string, last: boolean): readonly Match[] {
    const matches = this.#readers.flatMap((reader) => reader.read(piece, last));
    this.decided = Math.min(...this.#readers.map(({ decided }) => decided));
    return matches.length < 2 ? matches : matches.sort(byStart);
  }
}
