import { mixed, tokensOf } from '../../src/guards/injection/model/tokens.ts';
import { type LabelledRow, readRows } from '../eval/rows.ts';

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

/** What the sources say against a row. */
interface Doubts {
  readonly weak_signal?: boolean;
  readonly suspect_label?: boolean;
}

export function readOpenRows(directory: string): readonly OpenRow[] {
  return ['injection.jsonl', 'injection-more.jsonl'].flatMap((name) =>
    readRows<LabelledRow & Doubts>(directory, name).rows.map(({ id, text, label, kind, lang, source, ...doubts }) => ({
      id,
      text,
      isAttack: label === 'attack',
      kind,
      lang,
      source,
      families: familiesOf(source),
      isScored: !doubts.weak_signal && !doubts.suspect_label && kind !== 'harmful-request',
    })),
  );
}

const SHINGLE = 6;
/** One hash out of two. */
const paired = (one: number, other: number): number => mixed(Math.imul(one, 31) + other + 0x9e3779b9);

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
