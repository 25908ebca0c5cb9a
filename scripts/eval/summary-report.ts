import { blocksOf } from '../../src/providers/local/markdown.ts';
import { sentencesOf } from '../../src/providers/local/sentences.ts';
import { summariseText } from '../../src/providers/local/summary.ts';
import { bootstrap, mean } from './bootstrap.ts';
import { figure, interval, signed } from './figures.ts';
import type { Report } from './report.ts';
import { rougeL } from './rouge.ts';
import { bucketOf, type DataFile, type SummaryRow } from './rows.ts';

interface Pair {
  readonly source: string;
  readonly tuned: boolean;
  readonly sentences: number;
  readonly ours: number;
  /** The first sentences of the text, as many as ours picked. */
  readonly lead: number;
  /** The first words of the text, as many as ours has. */
  readonly leadWords: number;
}

/** Mean ROUGE-L F1 of ours against the beginning of the text. */
export function reportSummaries(file: DataFile<SummaryRow>): Report {
  const pairs = file.rows.map(measure);
  const sources = [...new Set(pairs.map(({ source }) => source))].sort();
  const lines = [false, true].flatMap((tuned) => {
    const part = pairs.filter((pair) => pair.tuned === tuned);
    const named = (name: string, rows: readonly Pair[]) => lineOf(`${name}, ${tuned ? 'tuned on' : 'held out'}`, rows);
    return [
      ...sources.map((source) =>
        named(
          source,
          part.filter((pair) => pair.source === source),
        ),
      ),
      named('all', part),
    ];
  });
  return {
    title: 'Summaries of the embedded provider: mean ROUGE-L F1',
    files: [file],
    parts: [
      {
        head: ['', 'n', 'k', 'ours', 'lead-k', 'difference', '95 % interval', 'lead, same words'],
        rows: [...lines, lineOf('all rows', pairs)],
      },
      'k: sentences that ours picked, on average; lead-k is the first k sentences of the same text, cut by the same splitter. ' +
        'maxWords is 30 where the target is one sentence, else 100; a query is given as `focus`. The ranking constants were ' +
        'chosen by the rows marked "tuned on" alone (half of all, by a hash of the id); one of them, the length from which a ' +
        'sentence is short, was set again by those rows after the figures of the other half had been seen once.',
    ],
  };
}

function lineOf(name: string, pairs: readonly Pair[]): string[] {
  const gaps = pairs.map(({ ours, lead }) => ours - lead);
  const over = (key: 'sentences' | 'ours' | 'lead' | 'leadWords') => mean(pairs.map((pair) => pair[key]));
  const range = bootstrap(gaps.length, (drawn) => mean(drawn.map((row) => gaps[row] ?? 0)));
  return [
    name,
    String(pairs.length),
    over('sentences').toFixed(1),
    figure(over('ours')),
    figure(over('lead')),
    signed(mean(gaps)),
    interval(range),
    figure(over('leadWords')),
  ];
}

function measure({ id, text, source, references, query, target }: SummaryRow): Pair {
  const maxWords = target === 'one sentence' ? 30 : 100;
  const { summary } = summariseText(text, { maxWords, ...(query === undefined ? {} : { focus: query }) });
  const sentences = blocksOf(text).flatMap((block) => sentencesOf(block.text));
  const picked = new Set(sentences.filter((sentence) => summary.includes(sentence))).size;
  const k = Math.max(1, picked);
  const words = sentences.join(' ').split(' ').slice(0, summary.split(/\s+/).length);
  return {
    source,
    tuned: bucketOf(id, 2) === 0,
    sentences: k,
    ours: rougeL(summary, references),
    lead: rougeL(sentences.slice(0, k).join(' '), references),
    leadWords: rougeL(words.join(' '), references),
  };
}
