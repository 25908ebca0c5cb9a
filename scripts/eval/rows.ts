import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A labelled text; `score` is a mean human rating from -4 to 4. */
export interface SentimentRow {
  readonly id: string;
  readonly text: string;
  readonly label: 'positive' | 'negative' | 'neutral';
  readonly source: string;
  readonly lang: string;
  readonly score?: number;
}

/** A text with summaries written by people; `query` is the question they answer, where there is one. */
export interface SummaryRow {
  readonly id: string;
  readonly text: string;
  readonly source: string;
  readonly references: readonly string[];
  readonly query?: string;
  /** `one sentence` or `paragraph`. */
  readonly target?: string;
}

export interface DataFile<Row> {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly sha256: string;
}

/** Reads one JSON object a line. */
export function readRows<Row>(directory: string, name: string): DataFile<Row> {
  const bytes = readFileSync(join(directory, name));
  const lines = bytes.toString('utf8').split('\n');
  const rows = lines.filter((line) => line !== '').map((line): Row => JSON.parse(line));
  return { name, rows, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** A number from 0 to `buckets - 1` that depends on the id alone, for splits that never move. */
export const bucketOf = (id: string, buckets: number): number =>
  createHash('sha256').update(id).digest().readUInt32BE(0) % buckets;

/** The folder that `--data` names on the command line. */
export function dataDirectory(arguments_: readonly string[]): string {
  const directory = arguments_[arguments_.indexOf('--data') + 1];
  if (!arguments_.includes('--data') || directory === undefined) {
    throw new TypeError('`--data` must name the folder with sentiment.jsonl and summaries.jsonl');
  }
  return directory;
}
