import type { Place } from '../report.ts';
import type { Span } from './rule.ts';

/** Where a span stands, in lines and columns. */
export function placeOf(path: string, text: string, { start, end }: Span): Place {
  const from = positionOf(text, start ?? 0);
  const to = positionOf(text, end ?? start ?? 0);
  return { path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

function positionOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
