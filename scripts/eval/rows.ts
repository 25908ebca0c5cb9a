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

/** What every file of the safeguards has. */
export interface LabelledRow {
  readonly id: string;
  readonly text: string;
  readonly label: string;
  readonly kind: string;
  readonly lang: string;
  readonly source: string;
}

/** A text with or without a secret; written in base64, so that no scanner takes the data for a find. */
export interface SecretRow extends LabelledRow {
  readonly encoding?: 'base64';
  /** The rule of the source that the row was written for. */
  readonly detector?: string;
}

/** A text with the spans that people marked in it, in UTF-16 units. */
export interface EntityRow extends LabelledRow {
  readonly entities: readonly { readonly start: number; readonly end: number; readonly type: string }[];
  /** Only these types were marked; a find of another is neither right nor wrong. Without it: those of the source. */
  readonly scope?: readonly string[];
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
