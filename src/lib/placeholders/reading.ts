/** The longest spelling of a placeholder that is recognised, brackets included, in UTF-16 units. */
export const LONGEST_PLACEHOLDER = 96;

/** A placeholder as somebody may have spelt it. */
export interface Reading {
  /** Upper-case letters and digits only: `EMAILADDRESS`. */
  readonly name: string;
  /** Without leading zeros. */
  readonly number: string;
  readonly end: number;
}

/** Where a placeholder may begin. */
export const OPENER = /[[\\［【〔〖〚⟦「『<＜〈《‹«]/g;

const CLOSERS: ReadonlyMap<string | undefined, string | undefined> = new Map(
  Array.from('[]［］【】〔〕〖〗〚〛⟦⟧「」『』<>＜＞〈〉《》‹›«»'.matchAll(/(.)(.)/g), ([, opener, closer]) => [
    opener,
    closer,
  ]),
);
/** Quotation marks and tags hold ordinary words too, so that between them only underscores separate. */
const STRICT = new Set('「『<＜〈《‹«');
const SPACES = new Set(' \u00A0\u2002\u2003\u2009\u202F\u3000-‐‑–－');
const UNDERSCORES = new Set('_＿');
const EMPHASIS = new Set('*`');
/** Where the digits 0 to 9 begin: ASCII, Arabic-Indic, Persian, Devanagari, full-width. */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0xff10];

/**
 * Reads a placeholder that begins at `start`, which must match OPENER: `[EMAIL_ADDRESS_1]` in any case, with spaces or
 * hyphens for underscores, escaped, in bold or code, in full-width or translated brackets, with full-width digits.
 *
 * @param mayBegin whether a name of interest begins with these upper-case letters and digits
 * @returns undefined where there is none, 'unfinished' where the text ends before that is known
 */
export function readPlaceholder(
  text: string,
  start: number,
  mayBegin: (name: string) => boolean,
): Reading | 'unfinished' | undefined {
  const escaped = text[start] === '\\';
  let at = escaped ? start + 1 : start;
  const opener = text[at];
  if (opener === undefined) return 'unfinished';
  const closer = CLOSERS.get(opener);
  if (closer === undefined) return undefined;
  const strict = STRICT.has(opener);
  const end = start + LONGEST_PLACEHOLDER;
  let spelt = ''; // letters and digits, one `_` for each run of separators
  let letters = '';
  for (at++; at < end; at++) {
    let char = text[at];
    const slash = char === '\\';
    if (slash) char = text[++at];
    if (char === undefined) return 'unfinished';
    if (char === closer) return slash === escaped && at < end ? finish(spelt, at + 1) : undefined;
    if (EMPHASIS.has(char)) continue;
    if (UNDERSCORES.has(char) || SPACES.has(char)) {
      if (strict && !UNDERSCORES.has(char)) return undefined;
      if (!spelt.endsWith('_')) spelt += '_';
      continue;
    }
    if (slash) return undefined;
    const digit = digitOf(char);
    const sign = digit ?? letterOf(char);
    if (sign === undefined) return undefined;
    spelt += sign;
    letters += sign;
    if (digit === undefined && !mayBegin(letters)) return undefined; // a digit may be of the number
  }
  return undefined;
}

function finish(spelt: string, end: number): Reading | undefined {
  const [, words, number] = /^_?([A-Z][A-Z0-9_]*)_0*([0-9]{1,7})_?$/.exec(spelt) ?? [];
  if (words === undefined || number === undefined) return undefined;
  return { name: words.replaceAll('_', ''), number, end };
}

function digitOf(char: string): string | undefined {
  const code = char.charCodeAt(0);
  const zero = ZEROS.find((zero) => code >= zero && code <= zero + 9);
  return zero === undefined ? undefined : String(code - zero);
}

function letterOf(char: string): string | undefined {
  const code = char.charCodeAt(0);
  const ascii = code >= 0xff21 && code <= 0xff5a ? code - 0xfee0 : code;
  if (ascii >= 0x41 && ascii <= 0x5a) return String.fromCharCode(ascii);
  if (ascii >= 0x61 && ascii <= 0x7a) return String.fromCharCode(ascii - 0x20);
  return char === 'ı' || char === 'İ' ? 'I' : undefined; // what a Turkish lower or upper case makes of i
}
