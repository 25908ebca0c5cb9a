import { firstWhere } from '../../lib/bisect.ts';
import { formsOf } from './forms.ts';
import type { Felt } from './sentiment-score.ts';
import { type Token, tokenize } from './sentiment-tokens.ts';

/** Words that speak of an aspect without naming it. */
const ALIKE: readonly (readonly string[])[] = [
  [
    'price',
    'pricing',
    'cost',
    'priced',
    'expensive',
    'overpriced',
    'cheap',
    'pricey',
    'affordable',
    'inexpensive',
    'value',
  ],
  ['service', 'staff', 'waiter', 'waitress', 'server', 'personnel'],
  ['support', 'helpdesk', 'agent', 'representative'],
  ['delivery', 'shipping', 'shipment', 'delivered', 'shipped', 'arrived', 'courier', 'postage'],
  ['quality', 'build', 'workmanship', 'flimsy', 'sturdy', 'durable', 'durability'],
  ['design', 'look', 'looks', 'style', 'appearance'],
  ['performance', 'speed', 'fast', 'slow', 'sluggish', 'laggy'],
  ['food', 'meal', 'dish', 'menu', 'taste'],
  ['screen', 'display'],
  ['sound', 'audio'],
  ['room', 'bedroom', 'bed'],
  ['location', 'neighbourhood', 'neighborhood'],
  ['usability', 'interface', 'intuitive'],
];

/** Steps in words after which a word of feeling counts about a third. */
const NEARNESS = 5;

/**
 * What a text says of one aspect, as a sum like that of a sentence: words of feeling count by their nearness, and only for
 * the nearest of the aspects asked for. Undefined where the aspect is not mentioned.
 */
export function aspectSum(felt: readonly Felt[], aspect: string, all: readonly string[]): number | undefined {
  const own = wordsFor(aspect);
  const others = all.filter((other) => other !== aspect).map(wordsFor);
  let total: number | undefined;
  for (const { tokens, hits, parts } of felt) {
    const places = placesOf(tokens, own);
    if (places.length === 0) continue;
    const rivals = others.flatMap((words) => placesOf(tokens, words)).sort((a, b) => a - b);
    const steps = stepsOf(tokens);
    const near = hits.map((hit) => {
      const [place, distance] = nearest(places, hit.at, steps);
      const [, rival] = nearest(rivals, hit.at, steps);
      if (rival < distance) return 0;
      const sameParts = parts[place]?.part === hit.part ? 1.5 : 0.4;
      return ((hit.weight * hit.factor) / hit.partFactor) * Math.exp(-distance / NEARNESS) * sameParts;
    });
    total = near.reduce((sum, weight) => sum + weight, total ?? 0);
  }
  return total;
}

/** The words of an aspect, each choice a phrase. */
function wordsFor(aspect: string): string[][] {
  const named = tokenize(aspect).flatMap(({ kind, key }) => (kind === 'word' ? [key] : []));
  const alike = ALIKE.find((words) => named.length === 1 && words[0] === named[0]) ?? [];
  return [...(named.length > 0 ? [named] : []), ...alike.slice(1).map((word) => [word])];
}

function placesOf(tokens: readonly Token[], phrases: readonly (readonly string[])[]): number[] {
  const places: number[] = [];
  tokens.forEach((_, at) => {
    if (phrases.some((phrase) => phrase.every((word, index) => isForm(tokens[at + index]?.key ?? '', word))))
      places.push(at);
  });
  return places;
}

const isForm = (key: string, word: string): boolean =>
  key === word ||
  (key.length < 40 && key.startsWith(word.slice(0, 3)) && formsOf(key).some(({ base }) => base === word));

/** How far each token is from the first one: a word is one step, a comma or "and" four. */
function stepsOf(tokens: readonly Token[]): number[] {
  let steps = 0;
  return tokens.map(({ kind, key }) => {
    steps += kind === 'mark' || key === 'and' ? 4 : 1;
    return steps;
  });
}

/** The nearest of `places` (ascending) and its distance in steps. */
function nearest(
  places: readonly number[],
  at: number,
  steps: readonly number[],
): readonly [place: number, distance: number] {
  const next = firstWhere(places.length, (index) => (places[index] ?? 0) >= at);
  const distanceTo = (place: number | undefined): number =>
    place === undefined ? Number.POSITIVE_INFINITY : Math.abs((steps[place] ?? 0) - (steps[at] ?? 0));
  const before = places[next - 1];
  const after = places[next];
  return distanceTo(before) <= distanceTo(after)
    ? [before ?? -1, distanceTo(before)]
    : [after ?? -1, distanceTo(after)];
}
