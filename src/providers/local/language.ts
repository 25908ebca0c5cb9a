import { STOP_WORDS } from './stop-words.ts';

/** Everyday words of other languages in Latin script that English does not share. */
const FOREIGN: ReadonlySet<string> = new Set(
  `el los las una unos que qué es está muy pero por para como más del al lo se su con sin este esta esto mi yo y
le les des du une est et très pas pour dans sur avec ce cette je il elle nous vous mais qui ne sont c'est au aux
der das und ist nicht ich sie wir ein eine einen mit für auf dem den von zu sehr aber auch wie sind es war
il lo gli della che è non per sono molto questo questa ma di ho mi ci anche ed nel
o os as um uma não é muito mas com ao na da dos das isso eu você ele ela são foi está bem
de het een en van ik niet dat zijn wel ook maar voor met heel erg naar
och att det som inte jag är på av för den med har til ikke og jeg er et på
bir ve bu çok için değil ama ile ne ki da nie jest się na to że jak ale
ya na wa kwa ni hii sana yang dan ini itu tidak untuk di sangat`.split(/\s+/),
);
const ALSO_ENGLISH: ReadonlySet<string> = new Set(
  `as o to de den war es so da na di me no an in on her he ma is mi ya wa`.split(' '),
);

/**
 * How surely a text is English, 0 to 1, from its script and its everyday words. `known` says whether a word is English.
 * A text too short to tell counts as English when any of its words is known.
 */
export function englishness(text: string, words: readonly string[], known: (word: string) => boolean): number {
  const sample = words.slice(0, 2_000);
  const letters = text.slice(0, 20_000).match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return 1; // emoji and numbers alone belong to every language
  const latin = text.slice(0, 20_000).match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (latin < letters * 0.7) return 0;
  const english = sample.filter((word) => STOP_WORDS.has(word)).length;
  const foreign = sample.filter((word) => FOREIGN.has(word) && !ALSO_ENGLISH.has(word) && !STOP_WORDS.has(word)).length;
  if (foreign > english) return 0;
  const recognised = sample.filter((word) => STOP_WORDS.has(word) || known(word)).length;
  if (sample.length < 4) return recognised > 0 ? 1 : 0.5;
  return Math.min(1, (recognised - foreign) / (sample.length * 0.25));
}
