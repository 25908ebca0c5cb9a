import { rot13 } from '../../src/guards/injection/decoded.ts';
import { DE } from '../corpus/lexicon/de.ts';
import { EN } from '../corpus/lexicon/en.ts';
import { ES } from '../corpus/lexicon/es.ts';
import { IDEAS, type Idea } from '../corpus/lexicon/lexicon.ts';
import { one, type Random } from '../eval/ids/make.ts';

type Mutation = (text: string, random: Random) => string;

const CYRILLIC: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', x: 'х', i: 'і' };
const LEET: Readonly<Record<string, string>> = { a: '4', e: '3', i: '1', o: '0', s: '5', t: '7' };
const PADDING =
  'The committee met on Tuesday to look at the plans for the new bridge. Traffic in the old town has grown for years, and the shops along the river hope for more visitors in summer. A first draft was shown to the public, who liked the lamps but not the colour. ';

/** The first plain words of an idea in a lexicon. */
const wordsOf = (entries: string): readonly string[] =>
  entries
    .split(/\s+/)
    .filter((entry) => /^\p{L}{4,}$/u.test(entry))
    .slice(0, 6);
const IDEA_OF = new Map(IDEAS.flatMap((idea) => wordsOf(EN[idea]).map((word): [string, Idea] => [word, idea])));
const ideaOf = (word: string): Idea | undefined => {
  for (let end = word.length; end >= 4; end--) {
    const idea = IDEA_OF.get(word.slice(0, end).toLowerCase());
    if (idea) return idea;
  }
  return undefined;
};
const VERBS: ReadonlySet<Idea> = new Set(['ignore', 'reveal', 'become', 'send', 'act', 'answer']);
const replaced = (
  text: string,
  by: (idea: Idea) => readonly string[],
  only: (idea: Idea) => boolean,
  random: Random,
): string =>
  text.replace(/[A-Za-z]{4,}/g, (word) => {
    const idea = ideaOf(word);
    return idea && only(idea) && by(idea).length > 0 ? one(random, by(idea)) : word;
  });

/** What attackers do to a text that is filtered, one at a time. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'look-alike letters': (text, random) =>
    text.replace(/[aeopcxi]/g, (letter) => (random() < 0.3 ? (CYRILLIC[letter] ?? letter) : letter)),
  leet: (text) => text.replace(/[aeiost]/g, (letter) => LEET[letter] ?? letter),
  'letters set apart': (text) =>
    text
      .split(/\s+/)
      .map((word) => Array.from(word).join(' '))
      .join('   '),
  'zero-width characters': (text, random) =>
    text.replace(/\p{L}/gu, (letter) => (random() < 0.3 ? `${letter}\u200b` : letter)),
  base64: (text) => Buffer.from(text).toString('base64'),
  ROT13: rot13,
  'key verbs in another language': (text, random) =>
    replaced(
      text,
      (idea) => wordsOf(one(random, [DE, ES])[idea]),
      (idea) => VERBS.has(idea),
      random,
    ),
  synonyms: (text, random) =>
    replaced(
      text,
      (idea) => wordsOf(EN[idea]),
      () => true,
      random,
    ),
  typos: (text, random) =>
    text.replace(/\p{L}{4,}/gu, (word) => {
      if (random() > 0.3) return word;
      const at = 1 + Math.floor(random() * (word.length - 2));
      return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
    }),
  case: (text, random) =>
    text.replace(/\p{L}/gu, (letter) => (random() < 0.5 ? letter.toUpperCase() : letter.toLowerCase())),
  'split over lines': (text) => text.replace(/ /g, (blank, at: number) => (at % 5 === 0 ? '\n' : blank)),
  'padded with harmless text': (text) => `${PADDING.repeat(4)}${text} ${PADDING.repeat(4)}`,
};
