import type { Match } from '../../types/guard.ts';
import { firstWhere } from '../bisect.ts';
import { edit } from '../edit.ts';

/** Edits that are forgotten at once, so that it is rare. */
const MANY = 1_024;

/** The way back from offsets in an edited text to those in the text that was given. Grows with the edits that are not forgotten. */
export class Offsets {
  readonly #ends: number[] = []; // where each replacement ends in the edited text
  readonly #sizes: number[] = []; // its length
  readonly #origins: number[] = []; // where what it replaced ends in the given text

  /** `edit`, and the way back from what it makes; `edited` and `given` are where the text begins in those two. */
  edit<Stretch extends { readonly start: number; readonly end: number }>(
    text: string,
    stretches: readonly Stretch[],
    replacement: (matched: string, stretch: Stretch) => string,
    edited = 0,
    given = 0,
  ): string {
    let moved = edited;
    return edit(text, stretches, (matched, stretch) => {
      const replaced = replacement(matched, stretch);
      moved += replaced.length - matched.length;
      this.add(stretch.end + moved, replaced.length, stretch.end + given);
      return replaced;
    });
  }

  /** Notes an edit behind all earlier ones: `origin` is its end in the given text, `end` in the edited one. */
  add(end: number, size: number, origin: number): void {
    this.#ends.push(end);
    this.#sizes.push(size);
    this.#origins.push(origin);
  }

  /** Whether there is so much that it is worth forgetting some of it. */
  get isLong(): boolean {
    return this.#ends.length > MANY;
  }

  /** Gives up the way back from before an offset in the edited text. */
  forget(offset: number): void {
    const last = this.#last(offset);
    if (last < MANY) return;
    for (const edits of [this.#ends, this.#sizes, this.#origins]) edits.splice(0, last);
  }

  /** Where a match that begins at this offset begins in the given text. */
  start(offset: number): number {
    return this.#back(this.#last(offset), offset);
  }

  /** Where a match that ends at this offset ends: before anything that was removed just there. */
  end(offset: number): number {
    let at = this.#last(offset);
    while (at >= 0 && this.#ends[at] === offset && this.#sizes[at] === 0) at--;
    return this.#back(at, offset);
  }

  /** A match with its offsets in the given text; the match itself where nothing moved. */
  restore<M extends Match>(match: M): M {
    return this.#ends.length === 0 ? match : { ...match, start: this.start(match.start), end: this.end(match.end) };
  }

  /** The last edit that ends at or before an offset; -1 for none. */
  #last(offset: number): number {
    return firstWhere(this.#ends.length, (index) => (this.#ends[index] ?? 0) > offset) - 1;
  }

  #back(edit: number, offset: number): number {
    return edit < 0 ? offset : (this.#origins[edit] ?? 0) + offset - (this.#ends[edit] ?? 0);
  }
}
