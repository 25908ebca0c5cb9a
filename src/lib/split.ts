/**
 * Cuts a text into pieces of at most `maxChars` UTF-16 units, behind a paragraph or else a sentence where there is one in
 * the last half of a piece, else behind a word, never inside a surrogate pair. The pieces joined are the text.
 */
export function splitText(text: string, maxChars: number): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (text.length - start > maxChars) {
    const window = text.slice(start, start + maxChars);
    const half = maxChars >> 1;
    const border = lastAfter(window, '\n\n', half) ?? lastSentence(window, half) ?? lastAfter(window, ' ', half);
    const end = border === undefined ? Math.max(start + 1, pairBorder(text, start + maxChars)) : start + border;
    pieces.push(text.slice(start, end));
    start = end;
  }
  pieces.push(text.slice(start));
  return pieces;
}

function lastAfter(window: string, border: string, min: number): number | undefined {
  const at = window.lastIndexOf(border);
  return at >= min ? at + border.length : undefined;
}

function lastSentence(window: string, min: number): number | undefined {
  for (let at = window.length - 1; at >= min; at--) {
    const character = window[at] ?? '';
    if ('。！？\n'.includes(character)) return at + 1;
    if (character === ' ' && '.!?'.includes(window[at - 1] ?? ' ')) return at + 1;
  }
  return undefined;
}

/** Where to cut a text at `at` UTF-16 units: there, or one unit before where that is inside a surrogate pair. */
export function pairBorder(text: string, at: number): number {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at;
}
