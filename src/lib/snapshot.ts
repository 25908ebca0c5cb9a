import { isSecureLLMError } from '../errors.ts';
import { type Check, invalid, isObject, type Refuse, show } from './check.ts';

/** The most values that one argument may hold, counting every object, array and leaf. */
const MAX_NODES = 100_000;

/**
 * A deep-frozen plain copy of a JSON value, every property read exactly once, so that what was checked is what is sent.
 * Refuses what JSON cannot hold (functions, symbols, bigints, NaN, class instances), cycles and deep nesting, `__proto__`
 * keys, and more than 100,000 values, which are counted before any is read. Properties that are `undefined` are left out, as in JSON.
 */
export function snapshot(value: unknown, field: string, refuse: Refuse, maxDepth: number): unknown {
  let nodes = 1;
  const count = (more: number, field: string): void => {
    nodes += more;
    if (nodes > MAX_NODES) throw refuse(field, `holds more than ${MAX_NODES} values: send less`);
  };
  const copy = (value: unknown, field: string, depth: number): unknown => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    if (typeof value !== 'object') throw refuse(field, `must be a JSON value, got ${show(value)}`);
    if (depth >= maxDepth) throw refuse(field, `is nested deeper than ${maxDepth} levels, or holds itself`);
    if (Array.isArray(value)) {
      const { length } = value;
      count(length, field);
      return Object.freeze(Array.from({ length }, (_, index) => copy(value[index] ?? null, `${field}[]`, depth + 1)));
    }
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
      throw refuse(field, 'must be plain data, got an instance of a class');
    const keys = Object.keys(value);
    count(keys.length, field);
    const entries: [string, unknown][] = [];
    for (const key of keys) {
      if (key === '__proto__') throw refuse(field, 'has a key `__proto__`: remove it');
      const inner = (value as Record<string, unknown>)[key];
      if (inner !== undefined) entries.push([key, copy(inner, `${field}.*`, depth + 1)]);
    }
    return Object.freeze(Object.fromEntries(entries));
  };
  return copy(value, field, 0);
}

/** The check of a plain object that is copied so. */
export const plainObject =
  (maxDepth: number): Check<object> =>
  (value, field, refuse) => {
    if (!isObject(value)) throw refuse(field, `must be an object, got ${show(value)}`);
    return snapshot(value, field, refuse, maxDepth) as object;
  };

/** Runs a reader over a caller's objects; what their getters and proxies throw becomes a refusal without its words. */
export function readSafely<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw isSecureLLMError(error) ? error : invalid(field, 'could not be read: a getter or proxy threw');
  }
}
