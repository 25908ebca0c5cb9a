/**
 * A JSON value with the keys of every object in order, so that equal values give equal texts. What is `undefined` is left
 * out. Throws TypeError for what JSON would change without a word: functions, NaN, instances of classes.
 */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, inOrder) ?? '';

function inOrder(_: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('not a JSON number');
  if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError('not a JSON value');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw new TypeError('not plain data');
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
