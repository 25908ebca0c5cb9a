import type { Lexicon } from './lexicon.ts';
import { BOOSTERS, CONCESSIONS, HYPOTHETICALS, NEGATORS, TURNS } from './modifiers.ts';
import type { Token } from './sentiment-tokens.ts';

/** One word or phrase of feeling: what it adds to its sentence is `weight * factor`. */
export interface Hit {
  readonly key: string;
  readonly weight: number;
  readonly factor: number;
  /** Index of its first token in the sentence. */
  readonly at: number;
  /** Which part of the sentence it stands in: parts are parted by "but", "although" and their like. */
  readonly part: number;
  /** How much that part weighs; contained in `factor`. */
  readonly partFactor: number;
}

/** How many words back a negation or a wish still counts. */
const NEGATION_REACH = 4;
const WISH_REACH = 6;

/** Interjections: no negation reaches them. */
const LAUGHS: ReadonlySet<string> = new Set(
  'lol lmao haha hahaha hehe yay yaay yaaay wow woohoo thanks thank_you thx ugh'.split(' '),
);

/** Finds the words of feeling in one sentence with all that strengthens, weakens or turns them round. */
export function findHits(
  sentence: readonly Token[],
  parts: readonly Part[],
  lexicon: Lexicon,
  shouting: boolean,
): Hit[] {
  const keys = sentence.map(({ kind, key }) => (kind === 'mark' ? '' : key));
  const tone = sentenceFactor(sentence);
  const hits: Hit[] = [];
  const spent = new Set<number>(); // negators that turned something round
  for (let at = 0; at < keys.length; ) {
    const key = keys[at] ?? '';
    const phrase = key === '' ? undefined : lexicon.phrase(keys, at);
    const entry = phrase ?? (key === '' || leads(keys, at, lexicon) ? undefined : lexicon.word(key));
    if (entry) {
      const isNegator = !phrase && NEGATORS.has(key);
      const context =
        isNegator || sentence[at]?.kind === 'symbol' || LAUGHS.has(entry.key)
          ? 1
          : contextFactor(keys, at, entry.weight * entry.factor, spent);
      const shout = !shouting && sentence[at]?.shouted === true ? 1.2 : 1;
      const { part, factor: partFactor } = parts[at] ?? { part: 0, factor: 1 };
      const factor = entry.factor * context * shout * tone * partFactor;
      hits.push({ key: entry.key, weight: entry.weight, factor, at, part, partFactor });
    }
    at += phrase?.length ?? 1;
  }
  return hits.filter(({ at }) => !spent.has(at));
}

/** Whether a booster stands right before what it boosts, and so carries no feeling of its own. */
function leads(keys: readonly string[], at: number, lexicon: Lexicon): boolean {
  if (!BOOSTERS.has(keys[at] ?? '')) return false;
  const next = keys[at + 1] ?? '';
  return next !== '' && (BOOSTERS.has(next) || lexicon.word(next) !== undefined);
}

function contextFactor(keys: readonly string[], at: number, weight: number, spent: Set<number>): number {
  let factor = 1;
  let negated = false;
  for (let back = 1; back <= WISH_REACH; back++) {
    const key = keys[at - back];
    if (key === undefined || key === '' || TURNS.has(key)) break;
    if (back <= 2) factor *= BOOSTERS.get(key) ?? 1;
    if (key === 'too' && back === 1 && weight > 0) factor *= 0.4;
    if (back <= NEGATION_REACH && NEGATORS.has(key) && keys[at - back + 1] !== 'only') {
      negated = !negated;
      spent.add(at - back);
    }
    if (HYPOTHETICALS.has(key) && weight > 0) factor *= 0.4;
  }
  if (!negated) return factor;
  return weight > 0 ? -0.75 * Math.min(factor, 1) : -0.45 * Math.min(factor, 1); // "not very good" is milder than "not good"
}

/** Which part of its sentence a token stands in, and how much that part weighs. */
export interface Part {
  readonly part: number;
  readonly factor: number;
}

/** The part after "but" weighs more than the one before it, the part that "although" opens less than the other. */
export function partsOf(sentence: readonly Token[]): Part[] {
  const keys = sentence.map(({ key }) => key);
  const turn = keys.findIndex((key, index) => index > 0 && TURNS.has(key));
  const concession = keys.findIndex((key) => CONCESSIONS.has(key));
  const comma = sentence.findIndex(({ key }, index) => index > concession && key === ',');
  return keys.map((_, at) => {
    const conceded = concession >= 0 && at > concession && (concession > 0 || comma < 0 || at < comma);
    const turned = turn > 0 && at > turn;
    const weight = turn > 0 ? (turned ? 1.25 : 0.6) : 1;
    return { part: (conceded ? 1 : 0) + (turned ? 2 : 0), factor: conceded ? weight * 0.65 : weight };
  });
}

/** A question states little; an exclamation states more. */
function sentenceFactor(sentence: readonly Token[]): number {
  const shouts = sentence.reduce((count, { key }) => count + (key === '!' ? 1 : 0), 0);
  const asks = sentence.at(-1)?.key === '?' || sentence.at(-1)?.key === '？';
  return (1 + 0.1 * Math.min(shouts, 3)) * (asks ? 0.5 : 1);
}
