/** 128 random bits in hexadecimal digits that occur in none of the texts. */
export function freshNonce(texts: Iterable<string>, random: () => string = hexadecimal): string {
  const given = Array.from(texts, (text) => text.toLowerCase());
  for (;;) {
    const nonce = random();
    if (!given.some((text) => text.includes(nonce))) return nonce;
  }
}

const hexadecimal = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const ENTITY = /&#(?:x0*([0-9a-f]{1,6})|0*([0-9]{1,7}));?/giy;
const ENTITIES = new RegExp(ENTITY.source, 'gi');
const SEPARATOR = '[\\s\\p{Cf}\\p{M}\\p{Default_Ignorable_Code_Point}_-]';
const IGNORED = new RegExp(`^${SEPARATOR}$`, 'u');

/**
 * The text with every spelling of the nonce cut out: any case, full-width or otherwise compatible digits, entities, and
 * with white space, hyphens or invisible characters between. Only somebody who read an earlier answer can have it.
 */
export function withoutNonce(text: string, nonce: string): string {
  if (!maySpell(text, nonce)) return text;
  const digits: string[] = [];
  const starts: number[] = []; // where each digit stands in the text
  const ends: number[] = [];
  for (let at = 0; at < text.length; ) {
    ENTITY.lastIndex = at;
    const entity = text[at] === '&' ? ENTITY.exec(text) : null;
    const char = entity ? decoded(entity) : String.fromCodePoint(text.codePointAt(at) ?? 0);
    const end = at + (entity?.[0].length ?? char.length);
    if (!IGNORED.test(char)) {
      const plain = char < '\u0080' ? char : char.normalize('NFKC');
      digits.push(plain.length === 1 ? plain.toLowerCase() : '?'); // one character for each position
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  const spelt = digits.join('');
  let kept = '';
  let from = 0;
  for (let found = spelt.indexOf(nonce); found !== -1; found = spelt.indexOf(nonce, found + nonce.length)) {
    kept += `${text.slice(from, starts[found])}…`;
    from = ends[found + nonce.length - 1] ?? text.length;
  }
  return from === 0 ? text : kept + text.slice(from);
}

let asked: { readonly nonce: string; readonly spelling: RegExp } | undefined; // most texts of a call have the same one

/** Whether a spelling of the nonce may stand in a text: asked in native code, as the answer is nearly always no. */
function maySpell(text: string, nonce: string): boolean {
  if (text.length < nonce.length) return false;
  if (asked?.nonce !== nonce) asked = { nonce, spelling: new RegExp([...nonce].join(`${SEPARATOR}*`), 'iu') };
  const plain = text.includes('&#') ? text.replace(ENTITIES, (_, ...groups) => decoded(['', ...groups])) : text;
  return asked.spelling.test(plain.normalize('NFKD'));
}

function decoded([, hexadecimal, decimal]: readonly (string | undefined)[]): string {
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '?';
}
