import { groups } from '../figures.ts';
import type { Report } from '../report.ts';
import type { DataFile, LabelledRow } from '../rows.ts';
import { type Find, usualFindsIn } from './finders.ts';
import { REAL, type RealData } from './real-data.ts';

const PER = 50_000;

/** Finds in ordinary text, without those that are what their rule says. */
export function reportFalseAlarms(injection: DataFile<LabelledRow>, unicode: DataFile<LabelledRow>): Report {
  const rows = [
    ...injection.rows.filter(({ label }) => label === 'benign'),
    ...unicode.rows.filter(({ label }) => label === 'clean'),
  ];
  const found = rows.flatMap(({ id, text }) => usualFindsIn(text).map((find) => ({ ...find, id })));
  const alarms = found.filter((find) => !isReal(find, REAL));
  const characters = rows.reduce((sum, { text }) => sum + text.length, 0);
  return {
    title: 'Personal data: false alarms in ordinary text',
    files: [injection, unicode],
    bars: [
      {
        what: `personal data: false alarms per 50,000 characters of ordinary text (${rows.length} rows)`,
        value: (alarms.length * PER) / characters,
        bar: { atMost: 1 },
      },
    ],
    parts: [
      `Benign rows of ${injection.name} and clean rows of ${unicode.name}: ${rows.length} rows, ${characters} characters. ` +
        `${found.length} finds; ${found.length - alarms.length} are what their rule says, such as a mail ` +
        'address or a web address (each looked at, listed in scripts/eval/pii/real-data.ts by row and offset); the others ' +
        'count as false. Names are opt-in and not counted: news is full of them.',
      {
        head: ['rule', 'finds', 'false'],
        rows: groups(found, ({ rule }) => rule).map(([rule, part]) => [
          rule,
          String(part.length),
          String(part.filter((find) => alarms.includes(find)).length),
        ]),
      },
    ],
    details: alarms.map(({ id, rule, start, end }) => `false: ${id} ${rule} ${start}-${end}`),
  };
}

/** Whether a find lies on personal data that a person saw in the row. */
export const isReal = (find: Find & { readonly id: string }, real: readonly RealData[]): boolean =>
  real.some(({ id, rule, start, end }) => id === find.id && rule === find.rule && start < find.end && find.start < end);
