import { Lexicon } from '../../src/providers/local/lexicon.ts';
import { scoreSentiment } from '../../src/providers/local/sentiment.ts';
import { BASELINES } from './baselines.ts';
import { bootstrap } from './bootstrap.ts';
import { figure, interval } from './figures.ts';
import { bestCut, type Label, labelOf, macroF1 } from './macro-f1.ts';
import type { Report } from './report.ts';
import { bucketOf, type DataFile, type SentimentRow } from './rows.ts';
import { train } from './train.ts';

const FOLDS = 5;

/** A row's group: a group is held out whole and labelled by what was learnt from the others. */
type Split = (row: SentimentRow) => string;

const BY_FOLD: Split = ({ id }) => String(bucketOf(id, FOLDS));
const BY_SOURCE: Split = ({ source }) => source;

/** Macro-F1 of ours and of the packages on the English rows, ours always trained on other rows. */
export function reportSentiment(file: DataFile<SentimentRow>): Report {
  const rows = file.rows.filter(({ lang }) => lang === 'en');
  const gold = rows.map(({ label }) => label);
  const columns = [
    { name: 'ours, 5 folds', labels: ours(rows, BY_FOLD) },
    { name: 'ours, source out', labels: ours(rows, BY_SOURCE) },
    ...BASELINES.flatMap(({ name, cut, score }) => {
      const scores = rows.map(({ text }) => score(text));
      return [
        { name, labels: scores.map((value) => labelOf(value, cut)) },
        { name: `${name}, fitted`, labels: fitted(rows, scores, gold) },
      ];
    }),
  ];
  const all = rows.map((_, row) => row);
  const barelyRead = all.filter((row) => bucketOf(rows[row]?.id ?? '', FOLDS) === 0);
  const sources = [...new Set(rows.map(({ source }) => source))].sort();
  const groups: readonly (readonly [name: string, members: readonly number[]])[] = [
    ...sources.map(
      (source) => [source.split(' ').at(-1) ?? '', all.filter((row) => rows[row]?.source === source)] as const,
    ),
    ['fold 0', barelyRead],
    ['all', all],
  ];
  const lines = columns.map(({ name, labels }) => [
    name,
    ...groups.map(([, members]) => figure(macroF1(gold, labels, members))),
  ]);
  const [first, second] = columns;
  const gaps = columns.slice(2).map(({ name, labels }) => {
    const against = (mine: readonly Label[]) =>
      interval(bootstrap(rows.length, (drawn) => macroF1(gold, mine, drawn) - macroF1(gold, labels, drawn)));
    return [`ours - ${name}`, against(first?.labels ?? []), against(second?.labels ?? [])];
  });
  return {
    title: `Sentiment of the embedded provider: macro-F1 over positive, negative, neutral; ${rows.length} English rows`,
    files: [file],
    parts: [
      {
        head: ['', ...groups.map(([name]) => name)],
        rows: [...lines, ['rows', ...groups.map(([, members]) => String(members.length))]],
      },
      { head: ['difference over all rows, 95 % interval', 'ours, 5 folds', 'ours, source out'], rows: gaps },
      'Ours is trained on other rows than it labels: four of five folds by a hash of the id, or all other sources. "mixed" ' +
        'counts as neutral. Seed words and rules are written by hand, after reading rows of all four sources: many of folds 1 ' +
        'to 4, of fold 0 only some 20. The pull, the grade of praise and the neutral band (0.17) were chosen on ' +
        'cross-validation figures over all rows. Packages: their usual thresholds (0.05 for vader-sentiment, else 0), and ' +
        'thresholds fitted for macro-F1 on the same training folds as ours.',
    ],
  };
}

function ours(rows: readonly SentimentRow[], groupOf: Split): Label[] {
  const groups = rows.map(groupOf);
  const lexicons = new Map(
    [...new Set(groups)].map(
      (group) => [group, new Lexicon(train(rows.filter((_, row) => groups[row] !== group)))] as const,
    ),
  );
  return rows.map(({ text }, row) => {
    const lexicon = lexicons.get(groups[row] ?? '');
    const { label } = lexicon ? scoreSentiment(text, [], lexicon) : { label: 'neutral' as const };
    return label === 'mixed' ? 'neutral' : label;
  });
}

function fitted(rows: readonly SentimentRow[], scores: readonly number[], gold: readonly Label[]): Label[] {
  const groups = rows.map(BY_FOLD);
  const cuts = new Map(
    [...new Set(groups)].map((group) => {
      const outside = rows.map((_, row) => row).filter((row) => groups[row] !== group);
      return [
        group,
        bestCut(
          outside.map((row) => scores[row] ?? 0),
          outside.map((row) => gold[row] ?? 'neutral'),
        ),
      ] as const;
    }),
  );
  return scores.map((score, row) => labelOf(score, cuts.get(groups[row] ?? '') ?? [0, 0]));
}
