import { writeFileSync } from 'node:fs';
import { KINDS, PAIRS, pairOf } from '../src/lib/token-units.ts';
import { middle } from './eval/figures.ts';
import { dataDirectory } from './eval/rows.ts';
import { fitted, pairsOf } from './tokens/fit.ts';
import { LISTS, madeTexts, wordsOfCldr } from './tokens/made.ts';
import { SIGNS, scriptOf } from './tokens/scripts.ts';
import { openTexts } from './tokens/texts.ts';

/**
 * Fits what a pair of characters costs in tokens to half of the open texts, then raises each script until the estimate is
 * below the count of o200k on so few of them, and writes src/lib/token-weights.ts. `node scripts/train-tokens.ts --data DIR`
 */
const BELOW = 0.005; // of the texts of a script; with a margin to the 0.01 that is promised
const MEDIAN = { least: 1.15, most: 1.27, mostOfLatin: 1.315 }; // ratios; many languages share the Latin letters
const SPREAD = 0.4; // tokens for the root of the tokens; chosen with single names in sight
const FACTORS = { least: 0.85, most: 1.4 };
const PER_TOKEN = 32;
const MOST = 85; // the highest weight that a character holds

const all = [...openTexts(dataDirectory(process.argv)).texts, ...wordsOfCldr(), ...madeTexts()];
const texts = all.filter(({ half }) => half === 'fit');
const weights = fitted(texts);

const scriptOfPair = new Map<number, string>();
for (let previous = 0; previous < KINDS.length; previous += 1)
  for (let current = 0; current < KINDS.length; current += 1)
    scriptOfPair.set(pairOf(previous, current), scriptOf(current) ?? SIGNS);

const features = texts.map((each) => [each, [...pairsOf(each.text)]] as const);
const factors = new Map([...new Set(scriptOfPair.values())].map((script) => [script, 1.1]));
const estimated = (pairs: readonly (readonly [number, number])[]): number => {
  let sum = 0;
  for (const [pair, count] of pairs) sum += rounded(pair) * count;
  const tokens = sum / PER_TOKEN;
  return Math.ceil(tokens + SPREAD * Math.sqrt(tokens));
};
const rounded = (pair: number): number => {
  const weight = (weights[pair] ?? 0) * (factors.get(scriptOfPair.get(pair) ?? SIGNS) ?? 1);
  return Math.max(1, Math.min(MOST, Math.round(weight * PER_TOKEN))); // a text that is not empty is a token at least
};

for (const script of [...factors.keys(), ...factors.keys()]) {
  // twice: signs and spaces stand in texts of every script
  const own = features.filter(([each]) => each.script === script && (each.group === script || each.group === LISTS));
  const open = own.some(([each]) => each.open) ? own.filter(([each]) => each.open) : own;
  const ratio = ([{ tokens }, pairs]: (typeof features)[number]): number => estimated(pairs) / tokens;
  const most = script === 'Latin' ? MEDIAN.mostOfLatin : MEDIAN.most;
  for (let factor = FACTORS.least; factor < FACTORS.most && own.length > 0; factor += 0.01) {
    factors.set(script, factor);
    const below = own.filter((each) => ratio(each) < 1).length / own.length;
    const median = middle(open.map(ratio));
    if (median >= most || (below <= BELOW && median >= MEDIAN.least)) break;
  }
}

const written = Array.from(weights, (_, pair) => {
  const unit = 0x28 + rounded(pair);
  return String.fromCharCode(unit < 0x5c ? unit : unit + 1);
}).join('');
const target = new URL('../src/lib/token-weights.ts', import.meta.url);
const text = `/**
 * Written by scripts/train-tokens.ts: do not edit. What each pair of token-units.ts costs, a character a pair from \`(\` on, in
 * 1/${PER_TOKEN} of a token; the backslash is left out. Fitted to ${texts.length} texts and their counts in o200k.
 */
export const WEIGHTS =
  '${written}';

/** Tokens added for the root of the tokens. */
export const SPREAD = ${SPREAD};
`;
writeFileSync(target, text);
console.log(`${PAIRS} pairs, ${Buffer.byteLength(text)} bytes`);
console.log(Object.fromEntries([...factors].map(([script, factor]) => [script, Number(factor.toFixed(2))])));
