import { misuse, show } from './lib/check.ts';
import type { Part, TextPart } from './types/message.ts';

/** What a prompt takes between its words: data, or parts made by `prompt`, `untrusted` and `trusted`. */
export type PromptValue = string | number | Part | readonly Part[];

/** Parts made here keep their trust; another object may have been parsed from somebody's JSON. */
const made = new WeakSet<object>();

/**
 * A template tag. Its words are yours and `trusted`; what is interpolated is data and `untrusted`, the way a parameter of
 * an SQL statement is never SQL. Parts and other prompts are spliced in as they are; a part that is not made here comes
 * in as untrusted. Nothing is trimmed or escaped. Throws TypeError, naming the place and never the value, for anything
 * else, also null and undefined.
 *
 * @returns frozen parts: an input, or the content of a message
 */
export function prompt(strings: TemplateStringsArray, ...values: readonly PromptValue[]): readonly Part[] {
  if (!Array.isArray(strings) || !Array.isArray(strings.raw))
    throw misuse('prompt', 'must be used as a template tag, its text between backticks');
  const parts: Part[] = [];
  for (const [index, words] of strings.entries()) {
    if (typeof words !== 'string') throw misuse(`prompt strings[${index}]`, 'holds an escape that is not valid');
    if (words !== '') parts.push(part(words, 'trusted'));
    if (index < values.length) parts.push(...interpolated(values[index], `prompt values[${index}]`));
  }
  return Object.freeze(parts);
}

/**
 * Marks text from outside: mail, web pages, retrieved documents. `source` names where it came from, for findings and for
 * the model. An array gives one part each. Throws TypeError for anything but text and finite numbers.
 */
export function untrusted(value: string | number, options?: { readonly source?: string | undefined }): TextPart;
export function untrusted(
  values: readonly (string | number)[],
  options?: { readonly source?: string | undefined },
): readonly TextPart[];
export function untrusted(
  value: string | number | readonly (string | number)[],
  options?: { readonly source?: string | undefined },
): TextPart | readonly TextPart[] {
  const source = options?.source;
  if (source !== undefined && (typeof source !== 'string' || source.trim() === ''))
    throw misuse('untrusted source', `must be a string that is not empty, got ${typeof source}`);
  if (!Array.isArray(value)) return part(data(value, 'untrusted value'), 'untrusted', source);
  const { length } = value;
  return Object.freeze(
    Array.from({ length }, (_, index) => part(data(value[index], `untrusted values[${index}]`), 'untrusted', source)),
  );
}

/** Marks a text as your own where it is not written in the template: a fragment from a file you ship, say. */
export function trusted(text: string): TextPart {
  if (typeof text !== 'string') throw misuse('trusted text', `must be a string, got ${typeName(text)}`);
  return part(text, 'trusted');
}

function part(text: string, trust: 'trusted' | 'untrusted', source?: string): TextPart {
  const part: TextPart = Object.freeze(
    source === undefined ? { type: 'text', text, trust } : { type: 'text', text, trust, source },
  );
  made.add(part);
  return part;
}

function data(value: unknown, field: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  throw misuse(field, `must be a string or a finite number, got ${typeName(value)}`);
}

function interpolated(value: unknown, field: string): readonly Part[] {
  if (typeof value === 'string' || typeof value === 'number') {
    const text = data(value, field);
    return text === '' ? [] : [part(text, 'untrusted')];
  }
  if (!Array.isArray(value)) return [spliced(value, field)];
  const { length } = value;
  return Array.from({ length }, (_, index) => spliced(value[index], `${field}[${index}]`));
}

function spliced(value: unknown, field: string): Part {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw misuse(field, `must be a string, a number or parts, got ${typeName(value)}`);
  if (made.has(value)) return value as Part;
  const given: Foreign = { ...value }; // each property is read once
  const { type, data, trust = 'untrusted' } = given;
  const isFile = type === 'file' && (data instanceof Uint8Array || data instanceof URL);
  const isText = type === 'text' && typeof given.text === 'string';
  const isResult = type === 'tool-result' && typeof given.output === 'string';
  if (!isText && !isResult && !isFile)
    throw misuse(field, 'must be a string, a number or a text, file or tool-result part, got another object');
  if (trust !== 'untrusted' && !isFile)
    throw misuse(field, 'must not raise its own trust: use `trusted`, or build the array of parts by hand');
  return Object.freeze({ ...given, trust }) as Part;
}

/** A part as somebody else made it. JSON cannot hold the bytes or the URL of a file. */
interface Foreign {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly output?: unknown;
  readonly data?: unknown;
  readonly trust?: unknown;
}

const typeName = (value: unknown): string =>
  typeof value === 'boolean' ? 'boolean' : typeof value === 'number' ? 'a number that is not finite' : show(value);
