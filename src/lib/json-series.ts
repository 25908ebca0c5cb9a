import { parseJson } from './json.ts';

const LONGEST = 4_096; // of texts that are compared
const MOST_STRINGS = 4;
const FIRST_TRY = 3; // of texts in a row that had to be parsed: one of its own kind among others is not worth it
const LAST_TRY = 10;
const NOT_AS_MEANT = /[\\\0-\x1f]/; // an escape, or what no string of JSON may hold

interface Parsed {
  readonly text: string;
  readonly value: unknown;
}

/** A string that differs from text to text. */
interface Slot {
  /** What stands before it and behind the slot before, with the quotes of both. */
  readonly before: string;
  /** Where it is in the value. */
  readonly path: readonly string[];
}

/** What texts have in common. */
interface Mould {
  readonly slots: readonly Slot[];
  readonly rest: string;
  readonly value: unknown;
}

/**
 * `parseJson` for texts of which most differ from the one before in strings only, as the events of a stream do: those are read
 * where they stand, in a third of the time, and the rest of the value is that of an earlier one. Nobody may change what it gives.
 */
export class JsonSeries {
  #mould: Mould | undefined;
  #last: Parsed | undefined;
  #parsed = 0; // in a row

  parse(text: string): unknown {
    const filled = this.#mould && fill(this.#mould, text);
    if (filled !== undefined) {
      this.#parsed = 0;
      return filled;
    }
    this.#parsed += 1;
    const parsed = { text, value: parseJson(text) };
    if (this.#last && this.#parsed >= FIRST_TRY && this.#parsed <= LAST_TRY)
      this.#mould = mouldOf(this.#last, parsed) ?? this.#mould;
    this.#last = parsed;
    return parsed.value;
  }
}

function fill({ slots, rest, value }: Mould, text: string): unknown {
  let filled = value;
  let at = 0;
  for (const { before, path } of slots) {
    if (text.slice(at, at + before.length) !== before) return undefined;
    const from = at + before.length;
    at = text.indexOf('"', from);
    if (at === -1) return undefined;
    const string = text.slice(from, at);
    if (NOT_AS_MEANT.test(string)) return undefined;
    filled = withString(filled, path, ofItsOwn(string));
  }
  return text.slice(at) === rest ? filled : undefined;
}

/** What is cut out of a text holds on to all of it, unless it is short: V8 copies fewer than 13 characters. */
const ofItsOwn = (string: string): string => (string.length < 13 ? string : ` ${string}`.slice(1));

/** A copy as far as it differs. */
function withString(value: unknown, path: readonly string[], string: string, depth = 0): unknown {
  const key = path[depth];
  if (key === undefined) return string;
  const copy = (Array.isArray(value) ? value.slice() : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = withString(copy[key], path, string, depth + 1);
  return copy;
}

/**
 * Without an escape every quote is the edge of a string, so that every second part of a text is one. As many strings that differ
 * in the texts as in their values: each of them is there, and no key that comes twice hides one.
 */
function mouldOf(one: Parsed, other: Parsed): Mould | undefined {
  if (!isPlain(one.text) || !isPlain(other.text)) return undefined;
  const parts = other.text.split('"');
  const others = one.text.split('"');
  const changed = [...parts.keys()].filter((at) => parts[at] !== others[at]);
  if (parts.length !== others.length || changed.length === 0 || changed.length > MOST_STRINGS) return undefined;
  const isValue = (at: number) => at % 2 === 1 && !parts[at + 1]?.trimStart().startsWith(':');
  const found = changed.every(isValue) ? differences(one.value, other.value) : undefined;
  if (found?.length !== changed.length) return undefined;
  const slots: Slot[] = [];
  let from = 0;
  for (const at of changed) {
    const [difference, twin] = found.filter(({ is }) => is === parts[at]);
    if (!difference || twin) return undefined;
    slots.push({ before: `${from === 0 ? '' : '"'}${parts.slice(from, at).join('"')}"`, path: difference.path });
    from = at + 1;
  }
  return { slots, rest: `"${parts.slice(from).join('"')}`, value: other.value };
}

const isPlain = (text: string): boolean => text.length <= LONGEST && !NOT_AS_MEANT.test(text);

interface Difference {
  readonly path: readonly string[];
  readonly is: string;
}

/** The strings in which two values differ; undefined where they differ in anything else. */
function differences(one: unknown, other: unknown): readonly Difference[] | undefined {
  const found: Difference[] = [];
  const pending: [was: unknown, is: unknown, path: readonly string[]][] = [[one, other, []]]; // a list: JSON nests deep
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [was, is, path] = next;
    if (typeof was === 'string' && typeof is === 'string') found.push({ path, is });
    else if (isHolder(was) && isHolder(is) && Array.isArray(was) === Array.isArray(is)) {
      const keys = Object.keys(is);
      if (keys.length !== Object.keys(was).length || !keys.every((key) => Object.hasOwn(was, key))) return undefined;
      for (const key of keys) if (was[key] !== is[key]) pending.push([was[key], is[key], [...path, key]]);
    } else return undefined;
  }
  return found;
}

const isHolder = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
