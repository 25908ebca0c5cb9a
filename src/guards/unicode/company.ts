import { NEAR, type Run } from './sight.ts';

/** This many joiners or word breaks in a row, each after one character, spell a message instead of joining letters. */
const LETTER_BY_LETTER = 3;

/** `spaced` runs that follow each other at single characters. */
interface Row {
  length: number;
  at: number;
}

interface Waiting {
  readonly run: Run;
  readonly row: Row | undefined;
}

/**
 * Looks at each run among the others and lets those out that go. Distances count only characters that stay. At most one
 * run of up to 128 characters stands near one that stays, so none is waited for longer than about 250 characters.
 */
export class Company {
  #waiting: Waiting[] = [];
  #row: Row = { length: 0, at: Number.NEGATIVE_INFINITY };
  #previous = Number.NEGATIVE_INFINITY; // `at` of the last run that counts as company
  #secondLast = Number.NEGATIVE_INFINITY;

  /** Where the first run begins whose fate is open; undefined where none is. */
  get open(): number | undefined {
    return this.#waiting[0]?.run.start;
  }

  /**
   * @param runs complete, in order
   * @param at no run that is still to come has a smaller one
   * @param last none is still to come
   * @returns the runs that go
   */
  settle(runs: readonly Run[], at: number, last: boolean): readonly Run[] {
    if (runs.length === 0 && this.#waiting.length === 0) return runs;
    for (const run of runs) this.#waiting.push({ run, row: run.fate === 'spaced' ? this.#rowOf(run) : undefined });
    const least = last ? Number.POSITIVE_INFINITY : at;
    const going: Run[] = [];
    let index = 0;
    for (; index < this.#waiting.length; index++) {
      const { run, row } = this.#waiting[index] as Waiting;
      const counts = row === undefined || this.#spells(row, least);
      if (counts === undefined) break;
      if (!counts) continue;
      const goes = run.fate !== 'lone' || this.#isAccompanied(run, index, least);
      if (goes === undefined) break;
      if (goes) going.push(run);
      this.#secondLast = this.#previous;
      this.#previous = run.at;
    }
    if (index > 0) this.#waiting = this.#waiting.slice(index);
    return going;
  }

  #rowOf({ at }: Run): Row {
    if (at - this.#row.at > 1) this.#row = { length: 0, at };
    this.#row.length++;
    this.#row.at = at;
    return this.#row;
  }

  /** Whether a row spells a message; undefined while more may join it. */
  #spells(row: Row, least: number): boolean | undefined {
    if (row.length >= LETTER_BY_LETTER) return true;
    return row === this.#row && least - row.at <= 1 ? undefined : false;
  }

  /** Whether a lone run has one near it on both sides, or two on one; undefined while that is open. */
  #isAccompanied({ at }: Run, index: number, least: number): boolean | undefined {
    const before = (at - this.#previous <= NEAR ? 1 : 0) + (at - this.#secondLast <= NEAR ? 1 : 0);
    if (before === 2) return true;
    let after = 0;
    for (let other = index + 1; other < this.#waiting.length; other++) {
      const { run, row } = this.#waiting[other] as Waiting;
      if (run.at - at > NEAR) return false;
      const counts = row === undefined || this.#spells(row, least);
      if (counts === undefined) return undefined;
      if (counts && before + ++after === 2) return true;
    }
    return least - at > NEAR ? false : undefined;
  }
}
