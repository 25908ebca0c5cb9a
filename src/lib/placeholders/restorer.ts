import type { Match } from '../../types/guard.ts';
import { Offsets } from '../screening/offsets.ts';
import { OPENER, type Reading, readPlaceholder } from './reading.ts';
import { Surroundings } from './surroundings.ts';

/** The values behind placeholders, and the names that occur. */
export interface Values {
  readonly valueOf: (reading: Reading) => string | undefined;
  readonly mayBegin: (name: string) => boolean;
}

/** Behind these characters it takes one more to know: the words of an image, and the scheme of an autolink. */
const UNLESS_BEFORE: Readonly<Record<string, RegExp>> = { '!': /[[(]/, '<': /[^>,\s]/ };

/**
 * Puts values in the place of placeholders, in plain text only. What `write` and `end` return is, put together, the same
 * for every chunking. Holds back at most 96 UTF-16 units: what may be a placeholder, or half a surrogate pair.
 */
export class Restorer {
  readonly #values: Values;
  readonly #surroundings = new Surroundings();
  readonly #origins = new Offsets();
  #held = '';
  #from = 0; // where what is held begins in the text as it came
  #shownLength = 0;

  constructor(values: Values) {
    this.#values = values;
  }

  /** Takes the next piece; returns what can be shown now. */
  write(text: string): string {
    return this.#take(this.#held + text, false);
  }

  /** Returns what is left. */
  end(): string {
    return this.#take(this.#held, true);
  }

  /** A match in what was shown, with its offsets in the text as it came. */
  origin<M extends Match>(match: M): M {
    return this.#origins.restore(match);
  }

  #take(text: string, last: boolean): string {
    const opener = new RegExp(OPENER);
    let shown = '';
    let from = 0;
    for (let found = opener.exec(text); found; found = opener.exec(text)) {
      shown += this.#show(text.slice(from, found.index));
      from = found.index;
      const reading = readPlaceholder(text, from, this.#values.mayBegin);
      if (reading === 'unfinished') {
        if (!last) return this.#hold(text, from, shown);
      } else if (reading) {
        const next = text[reading.end];
        const before = this.#surroundings.last;
        const unless = before === '<' || text[from] === '[' ? UNLESS_BEFORE[before] : undefined;
        if (unless && next === undefined && !last) return this.#hold(text, from, shown);
        const plain = this.#surroundings.plain && !unless?.test(next ?? '');
        const value = plain ? this.#values.valueOf(reading) : undefined;
        shown += this.#show(value ?? text.slice(from, reading.end));
        from = reading.end;
        if (value !== undefined) this.#origins.add(this.#shownLength + shown.length, value.length, this.#from + from);
        opener.lastIndex = from;
      }
    }
    const end = !last && /[\uD800-\uDBFF]$/.test(text) ? Math.max(from, text.length - 1) : text.length;
    return this.#hold(text, end, shown + this.#show(text.slice(from, end)));
  }

  #show(text: string): string {
    this.#surroundings.see(text);
    return text;
  }

  #hold(text: string, from: number, shown: string): string {
    this.#held = text.slice(from);
    this.#from += from;
    this.#shownLength += shown.length;
    return shown;
  }
}
