/** A simpler form of a word and how much of its weight the inflected form keeps; negative turns it round. */
export interface Form {
  readonly base: string;
  readonly factor: number;
}

const ENDINGS: readonly (readonly [ending: string, ...replacements: string[]])[] = [
  ['iness', 'y'],
  ['ness', ''],
  ['iest', 'y'],
  ['ier', 'y'],
  ['ily', 'y'],
  ['ied', 'y'],
  ['ies', 'y'],
  ['ly', '', 'le'],
  ['est', '', 'e'],
  ['er', '', 'e'],
  ['ing', '', 'e'],
  ['ed', '', 'e'],
  ['s', ''],
  ['es', ''],
  ['y', '', 'e'],
];

/** The simpler English forms of a lower-case word, likeliest first, the word itself not among them. */
export function formsOf(word: string): Form[] {
  const forms = stretched(word).map((base) => ({ base, factor: 1.1 }));
  for (const base of [word, ...stretched(word)]) forms.push(...inflected(base));
  if (word.startsWith('un') && word.length > 5) forms.push({ base: word.slice(2), factor: -0.8 });
  return forms;
}

function inflected(word: string): Form[] {
  const forms: Form[] = [];
  for (const [ending, ...replacements] of ENDINGS) {
    if (!word.endsWith(ending) || word.length < ending.length + 3) continue;
    const stem = word.slice(0, -ending.length);
    for (const replacement of replacements) forms.push({ base: stem + replacement, factor: 0.95 });
    if (stem.at(-1) === stem.at(-2)) forms.push({ base: stem.slice(0, -1), factor: 0.95 }); // stopp-ed
  }
  return forms;
}

/** `sooo` as `soo` and `so`; empty for a word with no letter three times in a row. */
function stretched(word: string): string[] {
  const twice = word.replace(/(\p{L})\1{2,}/gu, '$1$1');
  return twice === word ? [] : [twice, word.replace(/(\p{L})\1{2,}/gu, '$1')];
}
