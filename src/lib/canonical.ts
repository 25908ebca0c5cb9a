/**
 * A JSON value in the form of RFC 8785: no blanks, the keys of every object in the order of their UTF-16 units, so that equal
 * values give equal texts. What is `undefined` is left out. Throws TypeError for what JSON would change without a word:
 * functions, NaN, instances of classes. A lone surrogate, which RFC 8785 refuses, is escaped.
 */
export const canonicalJson = (value: unknown): string => textOf(value) ?? '';

function textOf(value: unknown): string | undefined {
  if (typeof value === 'object') return value === null ? 'null' : textOfObject(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('not a JSON number');
  if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError('not a JSON value');
  return JSON.stringify(value);
}

function textOfObject(value: object): string | undefined {
  if (Array.isArray(value)) return `[${value.map((item) => textOf(item) ?? 'null').join()}]`;
  if ('toJSON' in value && typeof value.toJSON === 'function') return textOf(value.toJSON());
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw new TypeError('not plain data');
  let members = '';
  for (const key of Object.keys(value).sort()) {
    const text = textOf(Reflect.get(value, key));
    if (text !== undefined) members += `${members && ','}${JSON.stringify(key)}:${text}`;
  }
  return `{${members}}`;
}
