import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paired, tokensOf } from '../../src/guards/injection/model/tokens.ts';

/** A row of the open data, with what it must not be trained beside. */
export interface OpenRow {
  readonly id: string;
  readonly text: string;
  readonly isAttack: boolean;
  readonly kind: string;
  readonly lang: string;
  readonly source: string;
  /** The families of sources that the text comes from: that of its payload first, then that of the text around it. */
  readonly families: readonly string[];
  /** Whether it counts in the bars: no weak signal, no doubtful label, no harmful request. */
  readonly isScored: boolean;
}

/** Sources that are parts of one project, or share payloads, templates or texts. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/PromptInject/, 'promptinject'],
  [/jailbreak_llms/, 'jailbreak_llms'],
  [/garak/i, 'garak'],
  [/AgentDojo/i, 'agentdojo'],
  [/ASB|AIOS_agent/, 'asb'],
  [/aliakarma/i, 'aliakarma'],
  [/ogulcanaydogan/i, 'ogulcanaydogan'],
  [/AUTHENSOR/i, 'authensor'],
  [/proventra/i, 'proventra'],
  [/aisona/i, 'aisona'],
  [/seojoonkim/i, 'seojoonkim'],
  [/HimathX/i, 'himathx'],
  [/swisskyrepo/i, 'swisskyrepo'],
  [/PyRIT/i, 'pyrit'],
  [/cisco/i, 'cisco'],
  [/deepset/i, 'deepset'],
  [/TaskTracker|xquad/i, 'tasktracker'],
  [/self-instruct/i, 'self-instruct'],
  [/written by the builder/i, 'builder'],
  [/NTREX/i, 'ntrex'],
  [/UD_English-EWT/i, 'ud-ewt'],
];

export const familyOf = (source: string): string => FAMILIES.find(([pattern]) => pattern.test(source))?.[1] ?? source;

/** `composed: PAYLOAD payload in HOST text`, and `composed: encoded PAYLOAD payload`. */
function familiesOf(source: string): readonly string[] {
  const [, payload, host] = /^(?:composed: )?(.*?) (?:payload|trigger)? ?in (.*?)(?: text)?$/.exec(source) ?? [];
  if (payload && host) return [...new Set([familyOf(payload), familyOf(host)])];
  return [familyOf(source)];
}

export function readOpenRows(directory: string): readonly OpenRow[] {
  return ['injection.jsonl', 'injection-more.jsonl'].flatMap((name) =>
    readFileSync(join(directory, name), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const row = JSON.parse(line);
        return {
          id: row.id,
          text: row.text,
          isAttack: row.label === 'attack',
          kind: row.kind,
          lang: row.lang,
          source: row.source,
          families: familiesOf(row.source),
          isScored: !row.weak_signal && !row.suspect_label && row.kind !== 'harmful-request',
        };
      }),
  );
}

const SHINGLE = 6;

/** Hashes of every six words in a row. */
function shinglesOf(text: string): readonly number[] {
  const { hashes, count } = tokensOf(text);
  return Array.from({ length: Math.max(0, count - SHINGLE + 1) }, (_, from) =>
    hashes.subarray(from, from + SHINGLE).reduce((all, hash) => paired(all, hash), 0),
  );
}

const known = new WeakMap<OpenRow, readonly number[]>();
const shingles = (row: OpenRow): readonly number[] => {
  const found = known.get(row) ?? shinglesOf(row.text);
  known.set(row, found);
  return found;
};

/** What may be trained on while some families are held out: no row of theirs, and none of which a quarter stands in theirs. */
export function trainingRows(rows: readonly OpenRow[], held: ReadonlySet<string>): readonly OpenRow[] {
  const seen = new Set(rows.filter(({ families: [own = ''] }) => held.has(own)).flatMap(shingles));
  return rows.filter((row) => {
    if (row.families.some((family) => held.has(family))) return false;
    const own = shingles(row);
    return own.filter((shingle) => seen.has(shingle)).length <= own.length / 4;
  });
}
