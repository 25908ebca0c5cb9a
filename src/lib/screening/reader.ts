import type { Guard, GuardReader, Match, ScanContext } from '../../types/guard.ts';
import { borderBefore } from '../stretches.ts';
import { readMatches } from './matches.ts';

const NONE: readonly Match[] = [];

/** How a stream is read with a guard that only knows whole texts: it keeps what is undecided, and what matches look back at. */
export class WindowReader implements GuardReader {
  readonly #guard: Guard;
  readonly #context: ScanContext;
  readonly #reach: number;
  #window = '';
  #base = 0; // where the window begins in the text
  #next = 0; // the length of window from which it is worth looking again
  decided = 0;

  constructor(guard: Guard, context: ScanContext, reach: number) {
    this.#guard = guard;
    this.#context = context;
    this.#reach = reach;
  }

  read(piece: string, last: boolean): readonly Match[] {
    this.#window += piece;
    const { length } = this.#window;
    if (length < this.#next && !last) return NONE;
    const pending = this.decided - this.#base;
    const reached = last ? length : this.#undecided();
    const found = reached > pending ? this.#scan().filter(({ start }) => start >= pending) : NONE;
    const until = borderBefore(found, reached);
    if (until <= pending && !last) {
      this.#next = length + ((length - pending) >> 3); // looked at in steps, so that a long wait takes linear time
      return NONE;
    }
    const base = this.#base;
    this.#forget(until);
    return found.flatMap((match) =>
      match.end > until ? [] : [{ ...match, start: match.start + base, end: match.end + base }],
    );
  }

  #undecided(): number {
    return this.#guard.undecided?.(this.#window) ?? this.#window.length - this.#reach;
  }

  #scan(): readonly Match[] {
    const matches = this.#guard.scan(this.#window, this.#context);
    if (!(matches instanceof Promise)) return readMatches(matches, this.#window);
    matches.catch(() => {}); // whatever becomes of it, nobody will ask
    throw new TypeError('A guard with `reach` must answer at once, not with a promise');
  }

  #forget(until: number): void {
    this.decided = this.#base + until;
    const gone = Math.max(0, until - (this.#guard.lookBehind ?? this.#reach));
    this.#window = this.#window.slice(gone);
    this.#base += gone;
    this.#next = 0;
  }
}
