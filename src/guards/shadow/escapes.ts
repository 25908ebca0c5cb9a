import { rewritten, type Stretch, type View } from './view.ts';

/** Percent-encoding (RFC 3986 section 2.1), character references (HTML 13.5), escapes of JSON and JavaScript strings. */
const ESCAPE =
  /%[2-7][0-9A-Fa-f]|(?:%[C-Fc-f89AaBb][0-9A-Fa-f]){2,8}|&(?:#\d{2,7}|#[xX][0-9A-Fa-f]{2,6}|[a-z]{2,8});|\\u(?:[0-9A-Fa-f]{4}|\{[0-9A-Fa-f]{2,6}\})|\\x[0-9A-Fa-f]{2}/g;
const MAY_ESCAPE = /%|&[#a-z]|\\[ux]/;
const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', commat: '@', period: '.', colon: ':', sol: '/', num: '#',
    lpar: '(', rpar: ')', plus: '+', hyphen: '-', dash: '-', lowbar: '_', equals: '=', comma: ',', excl: '!', percnt: '%',
  }),
); // biome-ignore format: a table

/** A text with its escapes as what they stand for; undefined where it has none. */
export function unescaped(text: string): View | undefined {
  if (!MAY_ESCAPE.test(text)) return undefined;
  const stretches: Stretch[] = [];
  for (const { 0: given, index: start } of text.matchAll(ESCAPE)) {
    const plain = plainOf(given);
    if (plain !== undefined) stretches.push({ start, end: start + given.length, plain });
  }
  return stretches.length === 0 ? undefined : rewritten(text, stretches);
}

function plainOf(given: string): string | undefined {
  if (given.startsWith('%')) return percent(given);
  const body = given.slice(1).replace(/[;{}]/g, '');
  if (given.startsWith('&') && !body.startsWith('#')) return NAMED.get(body);
  const digits = body.slice(1);
  const code =
    body.startsWith('#') && /^\d/.test(digits) ? Number(digits) : Number.parseInt(digits.replace(/^[xX]/, ''), 16);
  return code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : undefined;
}

function percent(given: string): string | undefined {
  try {
    return decodeURIComponent(given);
  } catch {
    return undefined;
  }
}
