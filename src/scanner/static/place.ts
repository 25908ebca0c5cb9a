import { firstWhere } from '../../lib/bisect.ts';
import type { Place } from '../report.ts';
import type { Span } from './rule.ts';

/** Tells where the spans of a file stand, in lines and columns. The lines are counted once, at the first question. */
export function placesIn(path: string, text: string): (span: Span) => Place {
  let known: readonly number[] | undefined;
  return ({ start, end }) => {
    known ??= lineStarts(text);
    const from = positionOf(known, start ?? 0);
    const to = positionOf(known, end ?? start ?? 0);
    return { path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function positionOf(starts: readonly number[], offset: number): { readonly line: number; readonly column: number } {
  const line = firstWhere(starts.length, (index) => (starts[index] ?? 0) > offset);
  return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
}
