/** A text as the source of a pattern that matches it alone. */
export const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Whether a sticky pattern fits at an offset; it ends at its `lastIndex` then. */
export function fitsAt(pattern: RegExp, text: string, index: number): boolean {
  pattern.lastIndex = index;
  return pattern.test(text);
}
