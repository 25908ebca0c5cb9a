import { ALIKE, ROUGHLY_ALIKE } from './data.ts';

const NONE = 1;
/** Planes 0 and 1, filled in as characters are met: the ASCII code, or that there is none. Beyond them nothing looks Latin. */
let known: Uint8Array | undefined;
let listed: ReadonlyMap<number, string> | undefined;

/** What normalization makes of one letter or digit, with or without the brackets of U+249C and its kin. */
const PLAIN = /^\(?([0-9A-Za-z])\)?$/;

/**
 * The ASCII letter or digit that a character is drawn like: other scripts, full-width and mathematical forms, circles,
 * small capitals, raised letters. Those that are only like it come in small letters. UTS #39 and NFKC.
 *
 * @param code a code point
 * @returns undefined for ASCII, for letters with marks, and for what looks like nothing Latin
 */
export function lookAlike(code: number): string | undefined {
  if (code < 0x80 || code >= 0x20000) return undefined;
  known ??= new Uint8Array(0x20000);
  let ascii = known[code];
  if (!ascii) {
    ascii = lookUp(code)?.charCodeAt(0) ?? NONE;
    known[code] = ascii;
  }
  return ascii === NONE ? undefined : String.fromCharCode(ascii);
}

/** A text with each such character as the one that it is drawn like. */
export const unmasked = (text: string): string =>
  Array.from(text, (character) => lookAlike(character.codePointAt(0) ?? 0) ?? character).join('');

function lookUp(code: number): string | undefined {
  const normal = String.fromCodePoint(code).normalize('NFKC');
  const plain = PLAIN.exec(normal)?.[1];
  if (plain !== undefined) return plain;
  const other = normal.codePointAt(0) ?? 0;
  if (normal.length > (other > 0xffff ? 2 : 1)) return undefined;
  listed ??= new Map([ROUGHLY_ALIKE, ALIKE].flatMap(entriesOf));
  return listed.get(other);
}

const entriesOf = (alike: Readonly<Record<string, string>>): readonly (readonly [number, string])[] =>
  Object.entries(alike).flatMap(([target, codes]) =>
    codes.split(' ').map((code) => [Number.parseInt(code, 16), target] as const),
  );
