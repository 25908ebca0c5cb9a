import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { type DataFile, readRows } from '../eval/rows.ts';
import { dominantScript } from './scripts.ts';

/** A text and what o200k makes of it. */
export interface CountedText {
  readonly text: string;
  readonly tokens: number;
  /** What kind of text it is: its script, `code`, `single names`, … */
  readonly group: string;
  readonly script: string;
  readonly lang: string;
  /** For fitting, or for measuring: by a hash of the text. */
  readonly half: 'fit' | 'measure';
  /** Whether it is one of the open data, and not made here. */
  readonly open: boolean;
}

interface Row {
  readonly text: string;
  readonly encoding?: 'base64';
  readonly payload?: string;
  readonly query?: string;
  readonly references?: readonly string[];
  readonly secrets?: readonly string[];
  readonly lang?: string;
  readonly source?: string;
}

const LONG_RUN = /[A-Za-z]{501}|[0-9]{501}|\s{501}|\p{L}{501}|[^\p{L}\p{N}\s]{501}/u; // the tokenizer is super-linear on them

/** Every text of the open data, once, without those that hold a run of more than 500 characters of one kind. */
export function openTexts(directory: string): {
  readonly files: readonly DataFile<Row>[];
  readonly texts: CountedText[];
} {
  const names = readdirSync(directory).filter((name) => name.endsWith('.jsonl'));
  const files = names.sort().map((name) => readRows<Row>(directory, name));
  const seen = new Map<string, CountedText>();
  for (const file of files)
    for (const row of file.rows)
      for (const text of textsOf(row))
        if (text !== '' && !seen.has(text) && !LONG_RUN.test(text))
          seen.set(text, counted(text, groupOf(file.name, row), row.lang ?? '', true));
  return { files, texts: [...seen.values()] };
}

/** `group` is the script, unless it is named. */
export function counted(text: string, group: string | undefined, lang: string, open: boolean): CountedText {
  const script = dominantScript(text);
  return {
    text,
    tokens: countTokens(text, { disallowedSpecial: new Set() }),
    group: group ?? script,
    script,
    lang,
    half: createHash('sha256').update(text).digest().readUInt32BE(0) % 2 === 0 ? 'fit' : 'measure',
    open,
  };
}

function textsOf({ text, payload, query, references = [], secrets = [], encoding }: Row): string[] {
  const decoded = (value: string) => (encoding === 'base64' ? Buffer.from(value, 'base64').toString('utf8') : value);
  return [text, ...secrets].map(decoded).concat(payload ?? [], query ?? [], references);
}

function groupOf(file: string, { lang, source }: Row): string | undefined {
  if (file === 'names.jsonl') return 'single names';
  if (file === 'secrets.jsonl') return 'keys and lines with keys';
  if (lang === 'code' || source === 'openai/human-eval') return 'code';
  return undefined;
}
