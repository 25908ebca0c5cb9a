/** Of a longer text only its beginning is looked at, so that a check takes the same time whatever its length is. */
const ENOUGH = 64;

/** Shannon entropy of the first 64 characters of a text, in bits a character. */
export function randomness(text: string): number {
  const length = Math.min(text.length, ENOUGH);
  const counts = new Uint8Array(128);
  for (let index = 0; index < length; index++) {
    const at = text.charCodeAt(index) & 127;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  let bits = 0;
  for (const count of counts) if (count > 1) bits += count * Math.log2(count);
  return length === 0 ? 0 : Math.log2(length) - bits / length;
}

const PIECE = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;

/** A name's or an identifier's words and numbers: `dbPassword_2` has three. */
export const piecesOf = (text: string): readonly string[] => text.slice(0, ENOUGH).match(PIECE) ?? [];

/** The mean length of the words and numbers in a text. Random letters and digits change case every other character. */
export function pieceLength(text: string): number {
  const pieces = piecesOf(text);
  return pieces.length === 0 ? 0 : pieces.reduce((sum, { length }) => sum + length, 0) / pieces.length;
}

/** Whether a text reads like words: letters without a digit, whose case seldom changes. */
export const isWordy = (text: string): boolean => !/\d/.test(text) && pieceLength(text) >= 3.2;

/** Whether a text was made by a machine: long, of letters and digits (or letters of both cases), that take turns at random. */
export function isMachineMade(text: string, least = 16): boolean {
  if (text.length < least || isWordy(text)) return false;
  const pieces = piecesOf(text);
  const words = pieces.filter((piece) => piece.length > 3 && /[aeiouy]/i.test(piece) && !/^[a-f]+$/i.test(piece));
  const inWords = words.reduce((sum, { length }) => sum + length, 0);
  return (
    pieceLength(text) < 3.6 &&
    inWords < Math.min(text.length, ENOUGH) / 2 &&
    randomness(text) >= (text.length < 20 ? 2.5 : 2.8)
  );
}
