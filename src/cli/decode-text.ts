/** Of a hundred characters, how many may be NUL or no UTF-8 before bytes no longer count as text. */
const TOLERATED = 1;

/** Bytes as text: UTF-8, or UTF-16 where a byte order mark says so. Undefined for what is no text, such as an image. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  return isText(brokenIn(text), text.length) ? text : undefined;
}

/** How many characters of a text are NUL, or stand for bytes that are no UTF-8. */
export function brokenIn(text: string): number {
  let broken = 0;
  for (const _ of text.matchAll(/[\0\ufffd]/g)) broken++;
  return broken;
}

export const isText = (broken: number, length: number): boolean => broken * 100 <= length * TOLERATED;

/** By the byte order mark, which is the first two bytes. */
export function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}
