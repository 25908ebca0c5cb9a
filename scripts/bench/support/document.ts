import type { Machine } from './machine.ts';
import { describeBar, type Measure, meetsBar, ratioOf, show, times } from './report.ts';

/** What one bench came to when it was last run with `--write`. */
export interface Measured {
  /** ISO date. */
  readonly date: string;
  readonly machine: Machine;
  readonly measures: readonly Measure[];
}

const BEGIN = '<!-- figures: written by npm run bench -- --write -->';
const END = '<!-- end of figures -->';
const ORDER = ['call', 'stream', 'memory', 'cold', 'bundle', 'throttle', 'guards', 'screen', 'gateway', 'static'];
const TITLES: Readonly<Record<string, string>> = {
  call: 'A call',
  stream: 'A stream',
  memory: 'Memory',
  cold: 'Cold start',
  bundle: 'A web page',
  throttle: 'The throttle',
  guards: 'The guards of a text',
  screen: 'The screen of a stream',
  gateway: 'The gateway',
  static: 'The static audit',
};

/** A page with the figures between its two marks. */
export function document(page: string, measured: Readonly<Record<string, Measured>>): string {
  const [start, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (start < 0 || end < start) throw new Error('docs/performance.md has no place for the figures');
  const parts = ORDER.flatMap((name) => {
    const of = measured[name];
    return of ? [section(name, of)] : [];
  });
  return `${page.slice(0, start)}${BEGIN}\n\n${parts.join('\n\n')}\n\n${page.slice(end)}`;
}

function section(name: string, { date, machine, measures }: Measured): string {
  const { node, system, processors, packages } = machine;
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  return [
    `## ${TITLES[name] ?? name}`,
    table(
      ['', 'secure-llm', 'beside', 'ratio', 'bar'],
      measures.map((measure) => {
        const { what, unit, ours, peer, bar } = measure;
        return [
          what,
          `${show(ours)} ${unit}`,
          peer ? `${peer.name}: ${show(peer.value)} ${unit}` : '',
          peer ? times(ratioOf(measure)) : '',
          bar ? `${describeBar(bar)}: ${meetsBar(measure) ? 'met' : '**missed**'}` : '',
        ];
      }),
    ),
    ...measures.flatMap((measure) => (measure.standings ? [standings(measure)] : [])),
    `Measured on ${date}: ${node}, ${system}, ${processors}; ${versions.join(', ')}.`,
  ].join('\n\n');
}

function standings({ what, unit, peer, standings = [] }: Measure): string {
  const rows = standings.map(({ name, value, ratio }) => [name, show(value), times(ratio)]);
  return `${what}:\n\n${table(['', unit, `× ${peer?.name ?? 'openai'}`], rows)}`;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, at) => (at === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
