import { whatOf } from '../../guards/explain.ts';
import type { Action } from '../../types/guard.ts';
import { plural } from '../report.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import type { Located } from './text-scan.ts';

const COLOURS = { block: 'red', redact: 'yellow', warn: 'cyan', allow: 'dim' } as const satisfies Record<
  Action,
  Parameters<Style>[0]
>;

/** `notes.txt:12:5: redact pii/email: Email address`, as compilers have it; the score where it is below 1. */
export function findingLine(file: string, { sighting, start }: Located, style: Style): string {
  const { action, guard, rule, score } = sighting;
  const name = printable(file).replace(/[\t\n]/g, ' ');
  const sure = score < 1 ? ` ${score}` : '';
  return `${name}:${start.line}:${start.column}: ${style(COLOURS[action], action)} ${rule}${sure}: ${whatOf(guard, rule)}\n`;
}

/** The same for a program. Ends are exclusive. */
export function findingJson(file: string, { sighting, start, end }: Located): string {
  const { action, guard, rule, entity, score, stage } = sighting;
  const place = { file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
  const what = { stage, guard, rule, ...(entity !== undefined && { entity }), score, action };
  return `${JSON.stringify({ ...place, ...what, meaning: whatOf(guard, rule) })}\n`;
}

/** What was found in all, by what is done about it. */
export class Tally {
  readonly counts: Record<Action, number> = { block: 0, redact: 0, warn: 0, allow: 0 };

  add(found: readonly Located[]): void {
    for (const { sighting } of found) this.counts[sighting.action]++;
  }

  /** `3 files: 1 to refuse, 12 to replace, 2 warnings`. */
  toString(files: number): string {
    const { block, redact, warn } = this.counts;
    const parts = [
      ...(block > 0 ? [`${block} to refuse`] : []),
      ...(redact > 0 ? [`${redact} to replace`] : []),
      ...(warn > 0 ? [plural(warn, 'warning')] : []),
    ];
    return `${plural(files, 'text')}: ${parts.join(', ') || 'nothing found'}`;
  }
}
