import { InvalidInputError } from '../errors.ts';
import type { Clock } from '../types/clock.ts';

/** Makes the error for a broken rule: a TypeError at construction, an InvalidInputError at a call. */
export type Refuse = (field: string, rule: string) => Error;

export const misuse: Refuse = (field, rule) => new TypeError(`\`${field}\` ${rule}`);
export const invalid: Refuse = (field, rule) => new InvalidInputError(field, rule);

/** Checks one value and returns it with its type. */
export type Check<T> = (value: unknown, field: string, refuse: Refuse) => T;

/** What an error may say of a value: numbers and booleans as they are, of anything else only the type. */
export function show(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const integer =
  (min: number, max = Number.MAX_SAFE_INTEGER): Check<number> =>
  (value, field, refuse) => {
    if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) return value as number;
    const range = max === Number.MAX_SAFE_INTEGER ? `of ${min} or more` : `from ${min} to ${max}`;
    throw refuse(field, `must be an integer ${range}, got ${show(value)}`);
  };

/** A count or a duration: above 0, `Infinity` for none. */
export const limit: Check<number> = (value, field, refuse) => {
  if (typeof value === 'number' && value > 0) return value;
  throw refuse(field, `must be a number above 0 (Infinity for no limit), got ${show(value)}`);
};

/** A count; `Infinity` for no limit. */
export const atLeast =
  (min: number): Check<number> =>
  (value, field, refuse) => {
    if (typeof value === 'number' && value >= min) return value;
    throw refuse(field, `must be a number of ${min} or more (Infinity for no limit), got ${show(value)}`);
  };

export const number =
  (min: number, max: number): Check<number> =>
  (value, field, refuse) => {
    if (typeof value === 'number' && value >= min && value <= max) return value;
    throw refuse(field, `must be a number from ${min} to ${max}, got ${show(value)}`);
  };

const stringUnless =
  (isEmpty: (text: string) => boolean): Check<string> =>
  (value, field, refuse) => {
    if (typeof value === 'string' && !isEmpty(value)) return value;
    throw refuse(
      field,
      `must be a string that is not empty, got ${typeof value === 'string' ? 'an empty one' : show(value)}`,
    );
  };

/** White space alone counts as empty. */
export const string = stringUnless((text) => text.trim() === '');

/** White space is as good as any other. */
export const characters = stringUnless((text) => text === '');

/** A copy without state. */
export const pattern: Check<RegExp> = (value, field, refuse) => {
  if (value instanceof RegExp) return new RegExp(value.source, value.flags.replace(/[gy]/g, ''));
  throw refuse(field, `must be a RegExp, got ${show(value)}`);
};

export const callable: Check<(...given: never[]) => unknown> = (value, field, refuse) => {
  if (typeof value === 'function') return value as (...given: never[]) => unknown;
  throw refuse(field, `must be a function, got ${show(value)}`);
};

export const clock: Check<Clock> = (value, field, refuse) => {
  const { now, after } = (value ?? {}) as Partial<Clock>;
  if (typeof now === 'function' && typeof after === 'function') return value as Clock;
  throw refuse(field, `must have \`now\` and \`after\`, got ${show(value)}`);
};

export const oneOf =
  <const T extends string | boolean>(...allowed: readonly T[]): Check<T> =>
  (value, field, refuse) => {
    const found = allowed.find((each) => each === value);
    if (found !== undefined) return found;
    const list = allowed.map((each) => (typeof each === 'string' ? `'${each}'` : each)).join(', ');
    throw refuse(field, `must be one of ${list}, got ${typeof value === 'string' ? 'another string' : show(value)}`);
  };

export const listOf =
  <T>(check: Check<T>, max: number): Check<readonly T[]> =>
  (value, field, refuse) => {
    if (!Array.isArray(value)) throw refuse(field, `must be an array, got ${show(value)}`);
    const { length } = value;
    if (length > max) throw refuse(field, `must hold at most ${max} items, got ${length}`);
    return Object.freeze(Array.from({ length }, (_, index) => check(value[index], `${field}[${index}]`, refuse)));
  };

/** A check for each key of `T`. */
export type Checks<T extends object> = { readonly [Key in keyof T]-?: Check<Exclude<T[Key], undefined>> };

/** The keys of `T` that were given. */
export type Given<T extends object> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/**
 * Reads each known key of `given` once and checks it; a key that is missing or `undefined` is left out. Refuses unknown
 * keys, so that a mistyped option is noticed.
 */
export function fields<T extends object>(given: unknown, field: string, refuse: Refuse, checks: Checks<T>): Given<T> {
  if (!isObject(given)) throw refuse(field, `must be an object, got ${show(given)}`);
  const known = Object.keys(checks);
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown !== undefined) throw refuse(field, `has ${named(unknown)}; it takes ${known.map(quoted).join(', ')}`);
  const values: Given<T> = {};
  for (const key of known as (keyof T & string)[]) {
    const value = (given as T)[key];
    if (value !== undefined) values[key] = checks[key](value, `${field}.${key}`, refuse);
  }
  return values;
}

const quoted = (key: string): string => `\`${key}\``;

/** A name as an error may repeat it: an identifier or header name. Anything else could be somebody's text. */
export const nameOf = (key: string): string => (/^[A-Za-z_$][\w$-]{0,39}$/.test(key) ? quoted(key) : 'an unusual name');

/** A short word in camel case is a mistyped option; a key of any other kind is not repeated. */
const named = (key: string): string =>
  /^[a-z][A-Za-z]{0,23}$/.test(key) ? `no option ${quoted(key)}` : 'an unknown field';

/** A check of an object with a check for each of its keys. */
export const group =
  <T extends object>(checks: Checks<T>): Check<T> =>
  (value, field, refuse) =>
    fields<T>(value, field, refuse, checks) as T;
