import { Lexicon } from './lexicon.ts';
import { WEIGHTS } from './weights.ts';

let lexicon: Lexicon | undefined;

/** The lexicon that ships, read on first use. */
export function shippedLexicon(): Lexicon {
  lexicon ??= new Lexicon(parseWeights(WEIGHTS));
  return lexicon;
}

/** Reads `tenths word word …` lines. */
function parseWeights(text: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [tenths, ...words] = line.split(' ');
    for (const word of words) weights.set(word, Number(tenths) / 10);
  }
  return weights;
}
