import { stripVTControlCharacters } from 'node:util';

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;
const NONE = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns that a text takes in a terminal: 2 for ideographs and emoji, none for marks and colours. */
export function width(text: string): number {
  let columns = 0;
  for (const character of stripVTControlCharacters(text))
    columns += WIDE.test(character) ? 2 : NONE.test(character) ? 0 : 1;
  return columns;
}

/** The beginning of a text on one line, at most `columns` wide: whole words where it can, then an ellipsis. */
export function shorten(text: string, columns: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length * 2 <= columns || width(line) <= columns) return line;
  let end = 0;
  let left = columns - 1;
  for (const character of line) {
    left -= width(character);
    if (left < 0) break;
    end += character.length;
  }
  const blank = line.lastIndexOf(' ', end);
  return `${line.slice(0, blank * 2 > end ? blank : end)}…`;
}
