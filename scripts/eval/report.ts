import type { DataFile } from './rows.ts';

/** A table: the first column is text, the others are figures. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A figure and what it has to reach. */
export interface Bar {
  readonly what: string;
  readonly value: number;
  readonly bar: { readonly atLeast: number } | { readonly atMost: number };
  /** How figures are written: a share as `97.3 %`, else a number. @default 'number' */
  readonly as?: 'share' | 'number';
}

/** What one report says, before it is set for a terminal or for a document. */
export interface Report {
  readonly title: string;
  readonly files: readonly DataFile<unknown>[];
  readonly bars?: readonly Bar[];
  /** Paragraphs and tables in order. */
  readonly parts: readonly (string | Table)[];
  /** Pictures of it for a document, by file. */
  readonly pictures?: readonly (readonly [file: string, svg: string])[];
  /** Single finds by rule, row and offset; shown where they are asked for. They hold no text of the data. */
  readonly details?: readonly string[];
}

export const meets = ({ value, bar }: Bar): boolean => ('atLeast' in bar ? value >= bar.atLeast : value <= bar.atMost);

/** A bar as cells: what, measured, asked, verdict. */
export function cellsOf(bar: Bar): readonly string[] {
  const show = (value: number) =>
    bar.as === 'share' ? `${(100 * value).toFixed(1)} %` : String(Number(value.toFixed(3)));
  const asked = 'atLeast' in bar.bar ? `at least ${show(bar.bar.atLeast)}` : `at most ${show(bar.bar.atMost)}`;
  return [bar.what, show(bar.value), asked, meets(bar) ? 'pass' : 'FAIL'];
}

/** The bars of some reports as one table. */
export const barTable = (reports: readonly Report[]): Table => ({
  head: ['what', 'measured', 'asked', ''],
  rows: reports.flatMap(({ bars = [] }) => bars.map(cellsOf)),
});

/** For a terminal; `details` are the single finds. */
export function asText({ title, files, bars, parts, details }: Report, withDetails = false): string {
  const blocks = [
    [title, ...files.map(({ name, rows, sha256 }) => `  ${rows.length} rows of ${name}, sha256 ${sha256}`)].join('\n'),
    ...(bars?.length ? [aligned(barTable([{ title, files, bars, parts }]))] : []),
    ...parts.map((part) => (typeof part === 'string' ? wrapped(part) : aligned(part))),
    ...(withDetails && details?.length ? [details.map((line) => `  ${line}`).join('\n')] : []),
  ];
  return blocks.join('\n\n');
}

/** For a document. Headings begin at the third level. */
export function asMarkdown({ title, parts, pictures = [] }: Report): string {
  return [
    `### ${title}`,
    ...pictures.map(([file]) => `![${title}](${file})`),
    ...parts.map((part) => (typeof part === 'string' ? part : markdownTable(part))),
  ].join('\n\n');
}

export function markdownTable({ head, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** Lines of aligned columns: the first to the left, the others to the right. */
function aligned({ head, rows }: Table): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    widths
      .map((width, column) => (column === 0 ? (row[0] ?? '').padEnd(width) : (row[column] ?? '').padStart(width)))
      .join('  ');
  return all.map((row) => `  ${line(row).trimEnd()}`).join('\n');
}

const WIDTH = 118;

/** A paragraph in lines of at most so many characters, two in. */
function wrapped(text: string): string {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line) => `  ${line}`).join('\n');
}
