import type { GuardReader, Match, StreamGuard } from '../../types/guard.ts';
import { LEAK_THRESHOLDS } from './canary.ts';
import { follow, SystemText, UnquotedText } from './system-text.ts';
import { Window } from './window.ts';
import { ENOUGH, LETTER, Words } from './words.ts';

/** UTF-16 units of a match at most; a longer run is cut in several. */
const REACH = 2_000;
/** Characters that a run has at least, its spaces counted. */
const LEAST_CHARS = 60;

export interface Overlap {
  /** What the model was told, or an index of it that was made before; the first 200,000 characters are looked for. */
  readonly system: readonly string[] | SystemText;
  /** What the user or a document said: runs of the system text that stand there as well are nobody's secret. */
  readonly quoted?: readonly string[];
}

/**
 * Finds what an answer repeats of the system text: at least twelve words in a row and 60 characters, whatever their case,
 * accents and punctuation; 40 characters in scripts without spaces. Linear in the answer. The score grows from 0.5 to 0.9
 * with the length of a run.
 *
 * On a stream it holds the last words as far as they stand in the system text in this order, and the word that has begun.
 */
export function overlap({ system, quoted = [] }: Overlap): StreamGuard {
  let known: SystemText | undefined;
  const reader = () => {
    known ??= system instanceof SystemText ? system : new SystemText(system);
    return new OverlapReader(known, new UnquotedText(known, quoted));
  };
  return {
    id: 'leak',
    reach: REACH,
    stages: ['output'],
    thresholds: LEAK_THRESHOLDS,
    scan: (text) => reader().read(text, true),
    reader,
    replacement: () => '…',
  };
}

/** Words of the answer that stand in the system text; more may come. */
interface Run {
  start: number;
  end: number;
  /** The number of its last word. */
  last: number;
  weight: number;
  chars: number;
}

class OverlapReader implements GuardReader {
  decided = 0;
  readonly #system: SystemText;
  readonly #unquoted: UnquotedText;
  readonly #window = new Window();
  readonly #words = new Words((word) => {
    if (follow(this.#system, this.#window, word) && this.#isRun()) this.#extend();
    else if (this.#run && this.#window.first > this.#run.last) this.#close();
  });
  #run: Run | undefined;
  #matches: Match[] = [];

  constructor(system: SystemText, unquoted: UnquotedText) {
    this.#system = system;
    this.#unquoted = unquoted;
  }

  read(piece: string, last: boolean): readonly Match[] {
    this.#matches = [];
    this.#words.read(piece, last);
    if (this.#run && (last || this.#words.open - this.#window.start(this.#run.last) > REACH)) this.#close();
    this.decided = last ? this.#words.length : this.#held();
    return this.#matches;
  }

  #isRun(): boolean {
    const { first, count, start, end } = this.#window;
    return end(count - 1) - start(first) <= REACH && this.#unquoted.has(this.#window);
  }

  /** Takes the words of the window that are not in the run yet. */
  #extend(): void {
    const { first, count, start, end, weight } = this.#window;
    if (this.#run && first > this.#run.last) this.#close();
    this.#run ??= { start: start(first), end: start(first), last: first - 1, weight: 0, chars: 0 };
    const run = this.#run;
    while (run.last + 1 < count) {
      const next = run.last + 1;
      if (end(next) - run.start > REACH) {
        this.#report(run);
        run.start = start(next);
      }
      run.last = next;
      run.end = end(next);
      run.weight += weight(next);
      run.chars += weight(next) === LETTER ? 1.5 : end(next) - start(next) + 1;
    }
  }

  #close(): void {
    if (this.#run) this.#report(this.#run);
    this.#run = undefined;
  }

  #report({ start, end, weight, chars }: Run): void {
    if (chars < LEAST_CHARS) return;
    const score = 0.5 + Math.min(0.4, (0.4 * (weight - ENOUGH)) / (4 * ENOUGH)); // 0.9 from five times enough on
    this.#matches.push({ rule: 'leak/system-text', score: Math.round(score * 100) / 100, start, end });
  }

  /** Where a run begins that may go on, or the first word with which one may have begun. */
  #held(): number {
    if (this.#run) return this.#run.start;
    const { first, count, start } = this.#window;
    for (let number = first; number < count; number++)
      if (this.#words.open - start(number) <= REACH) return start(number);
    return this.#words.open;
  }
}
