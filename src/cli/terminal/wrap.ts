import { width } from './width.ts';

/** Breaks a text at blanks so that no line is wider than `columns`, unless one word is. Its own line feeds stay. */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    let used = 0;
    for (const [word] of paragraph.matchAll(/\S+/g)) {
      const needs = width(word);
      if (line !== '' && used + 1 + needs > columns) {
        lines.push(line);
        line = '';
        used = 0;
      }
      line += line === '' ? word : ` ${word}`;
      used += used === 0 ? needs : needs + 1;
    }
    return [...lines, line];
  });
}
