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
    const end =
      start +
      (lastAfter(window, '\n\n', half) ?? lastSentence(window, half) ?? lastAfter(window, ' ', half) ?? whole(window));
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

/** All of a window, unless its last unit is the first half of a pair. */
function whole(window: string): number {
  const last = window.charCodeAt(window.length - 1);
  return last >= 0xd800 && last < 0xdc00 && window.length > 1 ? window.length - 1 : window.length;
}
