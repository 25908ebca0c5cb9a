/** How far back a word may stand that says what a number is. */
const CONTEXT = 40;

/** The text just before an offset, where context words are looked for. Never after it, so that a stream need not wait. */
export const before = (text: string, start: number, length = CONTEXT): string =>
  text.slice(Math.max(0, start - length), start);

/** Whether what is left of an offset is not part of the same word or number. Scripts without spaces end a word anywhere. */
export const standsFree = (text: string, start: number): boolean =>
  start === 0 || text.charCodeAt(start - 1) >= 0x2e80 || !/[\p{L}\p{N}_#$€£]/u.test(text.charAt(start - 1));
