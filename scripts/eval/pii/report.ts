import { figure, groups, percent, share } from '../figures.ts';
import type { Report, Table } from '../report.ts';
import type { DataFile, EntityRow } from '../rows.ts';
import { type Find, findsIn } from './finders.ts';
import { add, type Counts, count, equals, f1, NONE, overlaps, precision, recall, type Span } from './spans.ts';
import { BARRED, ENTITIES_OF } from './types.ts';

/** One row's counts for one type. */
export interface Judged {
  readonly source: string;
  readonly type: string;
  readonly overlap: Counts;
  readonly strict: Counts;
}

/** Precision, recall and F1 on marked spans, by type, and over the types with a form of their own. */
export function reportPersonalData(file: DataFile<EntityRow>): Report {
  const rows = file.rows.map((row) => ({ ...row, finds: findsIn(row.text) }));
  const annotated = new Map(groups(rows, ({ source }) => source).map(([source, part]) => [source, typesIn(part)]));
  const judged = rows.flatMap((row) => judge(row, row.scope ?? annotated.get(row.source) ?? [], row.finds));
  const barred = judged.filter(({ type }) => BARRED.includes(type));
  const { overlap, strict } = total(barred);
  const strays = rows.flatMap(({ id, scope, finds, source }) =>
    scope ? [] : finds.filter(({ type }) => !annotated.get(source)?.includes(type)).map((find) => ({ ...find, id })),
  );
  return {
    title: 'Personal data: marked spans',
    files: [file],
    bars: [
      { what: `overlap F1 over ${BARRED.join(', ')}`, value: f1(overlap), bar: { atLeast: 0.9 } },
      { what: 'strict F1 over the same', value: f1(strict), bar: { atLeast: 0.85 } },
    ],
    parts: [
      'A find is right where its type is that of a span and the two overlap (strict: begin and end at the same character). ' +
        'Each span counts for one find, and each find for one span. Rows of Recognizers-Text are marked for one type, and ' +
        'other finds in them do not count.',
      tableOf('type', [
        ...BARRED.map((type) => [type, judged.filter((each) => each.type === type)] as const),
        ['together', barred] as const,
      ]),
      tableOf(
        'source, the same types together',
        groups(barred, ({ source }) => source),
      ),
      'Without a bar, as a form alone does not tell them:',
      tableOf(
        'type',
        Object.keys(ENTITIES_OF)
          .filter((type) => !BARRED.includes(type))
          .map((type) => [type, judged.filter((each) => each.type === type)] as const),
      ),
      `Finds of types that the row's source does not mark: ${strays.length}. Rows with nothing marked, all types asked for, in ` +
        `which something is found: ${share(cleanRows(rows))} of ${cleanRows(rows).length}.`,
    ],
    details: [
      ...strays.map(({ id, rule, start, end }) => `not marked: ${id} ${rule} ${start}-${end}`),
      ...rows.flatMap((row) => wrongIn(row, row.scope ?? annotated.get(row.source) ?? [])),
    ],
  };
}

/** The counts of one row, for each type that it was marked for. */
export function judge(row: EntityRow, types: readonly string[], finds: readonly Span[]): readonly Judged[] {
  return types.map((type) => {
    const wanted = row.entities.filter((each) => each.type === type);
    const found = finds.filter((each) => each.type === type);
    const [overlap, strict] = [overlaps, equals].map((fits) => count(wanted, found, fits));
    return { source: row.source, type, overlap: overlap ?? NONE, strict: strict ?? NONE };
  });
}

const typesIn = (rows: readonly EntityRow[]): readonly string[] => [
  ...new Set(rows.flatMap(({ entities }) => entities.map(({ type }) => type))),
];

const total = (judged: readonly Judged[]) => ({
  overlap: judged.reduce((sum, each) => add(sum, each.overlap), NONE),
  strict: judged.reduce((sum, each) => add(sum, each.strict), NONE),
});

function tableOf(head: string, lines: readonly (readonly [string, readonly Judged[]])[]): Table {
  return {
    head: [head, 'spans', 'finds', 'precision', 'recall', 'overlap F1', 'strict F1'],
    rows: lines.map(([name, part]) => {
      const { overlap, strict } = total(part);
      const score = (counts: Counts) => (counts.wanted + counts.found === 0 ? '–' : figure(f1(counts)));
      return [
        name,
        String(overlap.wanted),
        String(overlap.found),
        percent(precision(overlap)),
        percent(recall(overlap)),
        score(overlap),
        score(strict),
      ];
    }),
  };
}

const cleanRows = (rows: readonly (EntityRow & { readonly finds: readonly Find[] })[]): readonly boolean[] =>
  rows.filter(({ label, scope }) => label === 'no-pii' && !scope).map(({ finds }) => finds.length > 0);

/** Spans of the barred types that were missed or cut otherwise, and finds of them that were wrong, as places. */
function wrongIn(row: EntityRow & { readonly finds: readonly Find[] }, types: readonly string[]): readonly string[] {
  const asked = types.filter((type) => BARRED.includes(type));
  const place = (what: string, { start, end }: Span, name: string) => `${what}: ${row.id} ${name} ${start}-${end}`;
  const missed = row.entities
    .filter(({ type }) => asked.includes(type))
    .filter((span) => !row.finds.some((find) => equals(span, find)))
    .map((span) => place(row.finds.some((find) => overlaps(span, find)) ? 'cut' : 'missed', span, span.type));
  const wrong = row.finds
    .filter(({ type }) => asked.includes(type))
    .filter((find) => !row.entities.some((span) => overlaps(span, find)))
    .map((find) => place('wrong', find, find.rule));
  return [...missed, ...wrong];
}
