import type { Match } from '../types/guard.ts';
import { edit } from './edit.ts';
import { isRecord } from './json.ts';
import { OPENER, readPlaceholder } from './placeholders/reading.ts';
import { Restorer } from './placeholders/restorer.ts';

export { LONGEST_PLACEHOLDER } from './placeholders/reading.ts';
export type { Restorer } from './placeholders/restorer.ts';

/** The rule of a match that `lookAlikes` reports. */
const LOOK_ALIKE = 'placeholder-look-alike';

/** One placeholder and its value, as a conversation keeps it: `['EMAIL_ADDRESS', 1, 'ada@example.com']`. */
export type KeptPlaceholder = readonly [entity: string, number: number, value: string];

/** What stands behind one name: `EMAIL_ADDRESS`, and how far its numbers have come. */
interface Entity {
  readonly name: string;
  readonly placeholders: Map<string, { readonly number: number; readonly placeholder: string }>; // by value
  lastNumber: number;
}

/**
 * Values that left as placeholders, and the way back; one for each operation or conversation. A model may reword a
 * placeholder; `docs/safeguards.md#placeholders` has the spellings that are understood. Values live in private fields
 * only: neither JSON nor `inspect` shows them.
 */
export class PlaceholderTable {
  readonly #entities = new Map<string, Entity>(); // by name without separators, so that no spelling is two names
  readonly #beginnings = new Set<string>();
  readonly #values = new Map<string, string>();
  readonly #taken = new Set<string>(); // by texts from outside: never given to a value

  /** @param kept of an earlier table: its values keep their placeholders */
  constructor(kept: readonly KeptPlaceholder[] = []) {
    for (const [entity, number, value] of kept) {
      const known = this.#entity(entity);
      known.lastNumber = Math.max(known.lastNumber, number);
      this.#give(known, number, value);
    }
  }

  /** Every placeholder given so far, with its value: as secret as the texts that it was made for. */
  get kept(): readonly KeptPlaceholder[] {
    return [...this.#entities.values()].flatMap(({ name, placeholders }) =>
      Array.from(placeholders, ([value, { number }]): KeptPlaceholder => [name, number, value]),
    );
  }

  /**
   * `[EMAIL_ADDRESS_1]` for a value; the same value of the same entity gets the same placeholder. Other characters of
   * `entity` than letters and digits count as `_`. Call it after `escape` or `lookAlikes` has seen the text around.
   */
  placeholderFor(entity: string, value: string): string {
    const known = this.#entity(entity);
    const before = known.placeholders.get(value);
    if (before !== undefined) return before.placeholder;
    const name = known.name.replaceAll('_', '');
    let number = known.lastNumber + 1;
    while (this.#taken.has(keyOf({ name, number }))) number++;
    known.lastNumber = number;
    return this.#give(known, number, value);
  }

  /** Whether a value has a placeholder here. */
  has(value: string): boolean {
    return [...this.#entities.values()].some(({ placeholders }) => placeholders.has(value));
  }

  /**
   * Finds in text from outside what `restore` would take for a placeholder of this table, sorted by start. Replace each by
   * `placeholderFor(match.entity, matched)`: as a value of its own it comes back as it was. Look-alikes of placeholders
   * not given yet stay, and their numbers are never given. Call it on the text as it will be sent, removals done.
   */
  lookAlikes(text: string): readonly (Match & { readonly entity: string })[] {
    const matches: (Match & { readonly entity: string })[] = [];
    const opener = new RegExp(OPENER);
    for (let found = opener.exec(text); found; found = opener.exec(text)) {
      const reading = readPlaceholder(text, found.index, anyName);
      if (reading === undefined || reading === 'unfinished') continue;
      const entity = this.#values.has(keyOf(reading)) ? this.#entities.get(reading.name)?.name : undefined;
      if (entity === undefined) this.#taken.add(keyOf(reading));
      else matches.push({ rule: LOOK_ALIKE, entity, score: 1, start: found.index, end: reading.end });
      opener.lastIndex = reading.end;
    }
    return matches;
  }

  /** `lookAlikes` found and replaced; the same text where there is none. */
  escape(text: string): string {
    const matches = this.lookAlikes(text);
    return matches.length === 0
      ? text
      : edit(text, matches, (matched, { entity }) => this.placeholderFor(entity ?? '', matched));
  }

  /** Puts the values back in a whole text for the caller. Never in a URL, attribute, link destination or definition. */
  restore(text: string): string {
    const restorer = this.restorer();
    return restorer.write(text) + restorer.end();
  }

  /** `restore` for a stream, one restorer for each text. */
  restorer(): Restorer {
    return new Restorer({
      valueOf: (reading) => this.#values.get(keyOf(reading)),
      mayBegin: (name) => this.#beginnings.has(name),
    });
  }

  /** A copy of a JSON value with its strings restored, each as a text of its own; keys stay. Any depth. */
  restoreJson(value: unknown): unknown {
    const pending: [object, object][] = []; // a list rather than recursion: JSON nests deeper than the stack
    const copy = (value: unknown): unknown => {
      if (typeof value === 'string') return this.restore(value);
      if (!Array.isArray(value) && !isRecord(value)) return value;
      const shell = Array.isArray(value) ? [] : {};
      pending.push([value, shell]);
      return shell;
    };
    const result = copy(value);
    for (let next = pending.pop(); next; next = pending.pop()) {
      const [from, to] = next;
      for (const [key, inner] of Object.entries(from))
        Object.defineProperty(to, key, { value: copy(inner), configurable: true, enumerable: true, writable: true });
    }
    return result;
  }

  /** Placeholders given so far. */
  get size(): number {
    return this.#values.size;
  }

  /** How many placeholders of each entity. */
  toJSON(): { readonly [entity: string]: number } {
    return Object.fromEntries(
      Array.from(this.#entities.values(), ({ name, placeholders }) => [name, placeholders.size]),
    );
  }

  [Symbol.for('nodejs.util.inspect.custom')](): unknown {
    return { placeholders: this.toJSON() };
  }

  #give({ name, placeholders }: Entity, number: number, value: string): string {
    const placeholder = `[${name}_${number}]`;
    placeholders.set(value, { number, placeholder });
    this.#values.set(keyOf({ name: name.replaceAll('_', ''), number }), value);
    return placeholder;
  }

  #entity(given: string): Entity {
    const name = nameOf(given);
    const letters = name.replaceAll('_', '');
    const known: Entity = this.#entities.get(letters) ?? { name, placeholders: new Map(), lastNumber: 0 };
    this.#entities.set(letters, known);
    for (let end = 1; end <= letters.length; end++) this.#beginnings.add(letters.slice(0, end));
    return known;
  }
}

const LONGEST_NAME = 40;
const anyName = (name: string): boolean => name.length <= LONGEST_NAME;

const keyOf = ({ name, number }: { readonly name: string; readonly number: string | number }): string =>
  `${name} ${number}`;

/** As a placeholder holds it: begins with a letter, 40 characters at most. */
function nameOf(entity: string): string {
  const name = entity
    .toUpperCase()
    .slice(0, LONGEST_NAME)
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^[_0-9]+|_$/g, '');
  return name === '' ? 'DATA' : name;
}
