/**
 * What a tool answered as a text: a string as it is, anything else as JSON, at most `maxChars` UTF-16 units of it. Throws
 * what the value throws, and TypeError for one that JSON cannot hold.
 */
export function outputText(value: unknown, maxChars: number): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
  if (text.length <= maxChars) return text;
  const end = borderBefore(text, maxChars);
  return `${text.slice(0, end)}\n[Cut off: this is ${end} of ${text.length} characters.]`;
}

const LONGEST_WORD = 512;
const WORD_AT_END = /[^\s"',;]+$/;

/** Where a text is cut: before a word that would be cut in two, as no guard knows half a key; where it is too long, in it. */
function borderBefore(text: string, end: number): number {
  const from = Math.max(0, end - LONGEST_WORD);
  const half = WORD_AT_END.exec(text.slice(from, end + 1))?.index ?? 0;
  if (half > 0) return Math.min(from + half, end);
  return isHighSurrogate(text.charCodeAt(end - 1)) ? end - 1 : end;
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
