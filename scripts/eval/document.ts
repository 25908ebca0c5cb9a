import { groups } from './figures.ts';
import { asMarkdown, barTable, markdownTable, type Report } from './report.ts';
import type { DataFile, LabelledRow } from './rows.ts';
import { SOURCES } from './sources.ts';

const BEGIN = '<!-- figures: written by npm run eval -- --data DIR --write -->';
const END = '<!-- end of figures -->';

export interface Run {
  /** ISO date. */
  readonly date: string;
  /** The commit that was measured. */
  readonly commit: string;
  readonly reports: readonly Report[];
}

/** A document with the figures of a run between its two marks. */
export function withFigures(markdown: string, run: Run): string {
  const [start, end] = [markdown.indexOf(BEGIN), markdown.indexOf(END)];
  if (start < 0 || end < start) throw new Error('docs/evaluation.md has no place for the figures');
  return `${markdown.slice(0, start)}${BEGIN}\n\n${figures(run)}\n\n${markdown.slice(end)}`;
}

function figures({ date, commit, reports }: Run): string {
  const files = [...new Map(reports.flatMap((report) => report.files).map((file) => [file.name, file])).values()];
  return [
    '## Figures',
    `Measured on ${date}, commit \`${commit}\`.`,
    markdownTable(barTable(reports)),
    ...reports.map(asMarkdown),
    '## Data',
    markdownTable({
      head: ['file', 'rows', 'SHA-256'],
      rows: files.map(({ name, rows, sha256 }) => [name, String(rows.length), `\`${sha256}\``]),
    }),
    ...files.map(sourcesOf),
    'Repositories, each read at the commit named:',
    markdownTable({
      head: ['repository', 'commit', 'licence'],
      rows: SOURCES.map(({ repository, commit, licence }) => [
        `[${repository}](https://github.com/${repository})`,
        `\`${commit}\``,
        licence,
      ]),
    }),
  ].join('\n\n');
}

/** How many rows of a file come from where. */
function sourcesOf({ name, rows }: DataFile<unknown>): string {
  const bySource = groups(rows as readonly Partial<LabelledRow>[], ({ source = 'not named by row' }) => source);
  return [
    `Sources of ${name}:`,
    markdownTable({ head: ['source', 'rows'], rows: bySource.map(([source, part]) => [source, String(part.length)]) }),
  ].join('\n\n');
}
