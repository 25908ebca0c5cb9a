import { listOf, nameOf, type Refuse, show } from '../lib/check.ts';
import type { HeaderFields } from './transport.ts';

const VISIBLE_ASCII = /^[\x21-\x7e]+$/;
const FIELD_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/; // RFC 9110 section 5.1
const FIELD_VALUE = /^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/; // one line, ASCII, no space around it

/** An API key: visible ASCII without spaces, so that it cannot end its header line. The message never repeats it. */
export function checkKey(value: unknown, field: string, refuse: Refuse): string {
  if (typeof value !== 'string') throw refuse(field, `must be a string, got ${show(value)}`);
  if (value === '') throw refuse(field, 'must not be empty: is the environment variable set?');
  if (VISIBLE_ASCII.test(value)) return value;
  throw refuse(
    field,
    'must be visible ASCII without spaces or line breaks: it may have been read from a file with its newline; trim it',
  );
}

const MAX_KEYS = 100;

/** Several keys, each once; of one, that one. */
export function checkKeys(value: unknown, field: string, refuse: Refuse): string | readonly string[] {
  const keys = listOf(checkKey, MAX_KEYS)(value, field, refuse);
  if (keys.length === 0) throw refuse(field, 'must hold one key or more: are the environment variables set?');
  if (new Set(keys).size < keys.length) throw refuse(field, 'must not hold a key twice: keep one of them');
  const [first = '', ...others] = keys;
  return others.length === 0 ? first : keys;
}

/** Extra headers, a record of one-line strings, by lower-case name. Copied, so that what was checked is what is sent. */
export function checkHeaders(value: unknown, field: string, refuse: Refuse): HeaderFields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refuse(field, `must be an object of strings, got ${show(value)}`);
  const headers = new Map<string, string>();
  for (const [name, content] of Object.entries(value)) {
    if (!FIELD_NAME.test(name)) throw refuse(field, 'has a name that no HTTP header can have');
    if (typeof content !== 'string' || !FIELD_VALUE.test(content))
      throw refuse(
        field,
        `must be one line of visible ASCII in each value, without space around it: see ${nameOf(name)}`,
      );
    headers.set(name.toLowerCase(), content);
  }
  return Object.freeze(Object.fromEntries(headers));
}
