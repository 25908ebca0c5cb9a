import type { Match } from '../../types/guard.ts';
import { before } from '../personal-data/context.ts';
import { NameSet } from './name-set.ts';
import { FAMILY, GIVEN, PLACES } from './weights.ts';
import { COMPANY_ENDS, COMPANY_HEADS, ORDINARY, PARTICLES, TITLES } from './words.ts';

const given = new NameSet(GIVEN);
const family = new NameSet(FAMILY);
const places = new NameSet(PLACES);

/** Words with a capital that follow each other on one line, with the small words that join names. */
const CAPITAL = String.raw`\p{Lu}[\p{L}\p{M}'’-]{0,30}\.?`;
const JOINED = `(?: (?:&|and|of|${[...PARTICLES].join('|')})(?= )){0,2}`;
const GAP = `${JOINED}[ '’]`;
/** From its first word to its last: of a run of more than seven nothing is read, as it is a list or a heading. */
const RUN = new RegExp(
  `(?=\\p{Lu})(?<![\\p{L}\\p{N}_'’@/.-])(?<!${CAPITAL}${GAP})(?=(${CAPITAL}(?:${GAP}${CAPITAL}){0,6}))\\1(?![\\p{L}\\p{M}'’-]|${GAP}\\p{Lu})`,
  'gu',
);
const WORD = /[^ ]+/gu;
/** Somebody is about to be named. */
const INTRODUCED =
  /(?:(?:my name is|name['’]?s|i am|i['’]m|this is|named|called|dear|hi|hello|hey|hallo|bonjour|hola|ciao|liebe|lieber|sehr geehrter?|cher|chère|estimad[oa]|gentile|by|from|signed|sincerely|regards|wishes|thanks|cheers|love|patient|customer|client|employee|contact|attn|attention|user|sender|recipient|author|mother|father|sister|brother|wife|husband|friend|colleague|boss|manager|met|ask|tell|told|with|and|for)|(?:first |last |full |sur|family |given )?name|nom|nombre|nome|naam|vorname|nachname)["']?\s{0,2}[:,=]?\s{0,3}["']?$/i;
/** Whatever stands there is a name. */
const SURELY =
  /(?:(?:my name is|his name is|her name is|name['’]?s|sincerely|regards|sehr geehrte[rs]?|estimad[oa]|mi nombre es|je m['’]appelle|ich heiße|mi chiamo|patient|(?:first |last |full |sur|family |given )?name|nombre|naam|vorname|nachname)\s{0,2}[:,=]?\s{1,3}|\bdear )$/i;
const PLACED =
  /(?:\b(?:in|from|to|near|at|of|around|visit|visiting|leaving|outside|live in|born in|city|town|aus|nach|à|de|en|da)|[\d\n>],?)[ \n]{1,4}$/i;
const EMPLOYED =
  /(?:\b(?:works? (?:for|at)|worked (?:for|at)|working (?:for|at)|employed by|joined|company|employer|organi[sz]ation))[:,]? ?$/i;

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** People, organisations and places in the runs of capitalised words of a text. */
export function collectNames(text: string, matches: Match[]): void {
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const words = Array.from(run.matchAll(WORD), ({ 0: word, index: at }) => trimmed(word, index + at));
    readRun(text, words, matches);
  }
}

/** Without a possessive and the full stop of a sentence; an initial keeps its own. */
function trimmed(word: string, start: number): Word {
  const text = word.replace(/['’]s?$/i, '').replace(/(?<!^\p{Lu})\.$/u, '');
  return { text, start, end: start + text.length };
}

function readRun(text: string, words: readonly Word[], matches: Match[]): void {
  const companyEnd = words.findLastIndex(({ text: word }, at) => at > 0 && COMPANY_ENDS.has(plain(word)));
  const isOffice =
    words.length > 2 && COMPANY_HEADS.has(plain(words[0]?.text ?? '')) && /^(?:of|de|für)$/.test(words[1]?.text ?? '');
  const first = words.findIndex(({ text: word }) => !ORDINARY.has(plain(word)));
  if (first < 0) return;
  if (companyEnd > first || isOffice) {
    add('organization', words.slice(isOffice ? 0 : first, isOffice ? words.length : companyEnd + 1), matches);
    readRun(text, words.slice(isOffice ? words.length : companyEnd + 1), matches);
    return;
  }
  const preceding = before(text, words[first]?.start ?? 0, 40);
  if (EMPLOYED.test(preceding)) add('organization', words, matches);
  else readPeople(text, words.slice(first), preceding, first > 0, matches);
}

function readPeople(
  text: string,
  words: readonly Word[],
  preceding: string,
  isInside: boolean,
  matches: Match[],
): void {
  const start = words.findLastIndex(({ text: word }) => TITLES.has(plain(word))) + 1;
  const joined = words.findIndex(({ text: word }, at) => at > start && /^(?:and|&|of)$/.test(word));
  const people = words.slice(start, joined < 0 ? undefined : joined);
  const named = people.filter(({ text: word }) => isName(word)).length;
  const others = people.filter(({ text: word }) => !isName(word) && !isSmall(word)).length;
  const whole = people.map(({ text: word }) => word).join(' ');
  const isPlaced = PLACED.test(preceding) && start === 0;
  if (people.length > 0 && isPlaced && places.has(whole)) add('location', people, matches);
  else if (people.length > 0 && people.length <= 5 && isPerson({ start, people, named, others, preceding, isInside }))
    add('person', people, matches);
  else if (
    start === 0 &&
    people.length <= 3 &&
    places.has(whole) &&
    /^,? [A-Z]{2}\b|^, \p{Lu}\p{Ll}/u.test(text.slice(people.at(-1)?.end))
  )
    add('location', people, matches);
  if (joined >= 0) readRun(text, words.slice(joined + 1), matches);
}

interface Candidate {
  readonly start: number;
  readonly people: readonly Word[];
  readonly named: number;
  readonly others: number;
  readonly preceding: string;
  readonly isInside: boolean;
}

function isPerson({ start, people, named, others, preceding, isInside }: Candidate): boolean {
  if (people.some(({ text: word }) => /\p{Lu}{4,}|\p{Ll}\p{Lu}\p{Ll}*\p{Lu}/u.test(word)) && named < 2) return false;
  if (start > 0) return people.length <= 4;
  if (SURELY.test(preceding) && people.length <= 4) return people.length > 1 || (people[0]?.text.length ?? 0) > 2;
  const isIntroduced = INTRODUCED.test(preceding);
  if (people.length === 1) {
    const word = people[0]?.text ?? '';
    const isGiven = given.has(word) && !ORDINARY.has(plain(word));
    const opens = !isInside && /(?:^|[.!?:\n>"“] {0,4})$/.test(preceding);
    return isGiven && word.length > 2 && (isIntroduced || !opens);
  }
  const isGiven = given.has(people[0]?.text ?? '') || family.has(people[0]?.text ?? '');
  return (
    (named >= 2 && others <= 1 && isGiven) ||
    (named >= 1 && isIntroduced && others <= 1) ||
    (named >= 1 && isGiven && others <= 1 && people.length <= 3)
  );
}

function isName(word: string): boolean {
  if (word.length < 3 || ORDINARY.has(plain(word))) return false;
  return word.split('-').every((part) => given.has(part) || family.has(part));
}

/** An initial or a word that joins. */
const isSmall = (word: string): boolean =>
  /^\p{Lu}\.?$/u.test(word) || PARTICLES.has(word) || /^(?:Jr|Sr|II|III|IV)\.?$/.test(word);

const plain = (word: string): string => word.replace(/\.$/, '').toLowerCase();

function add(kind: 'person' | 'organization' | 'location', words: readonly Word[], matches: Match[]): void {
  const kept = words.filter((_, at) => words.slice(at).some(({ text }) => /^\p{Lu}/u.test(text)));
  const [first, last] = [kept[0], kept.at(-1)];
  if (first && last && last.end > first.start)
    matches.push({ rule: `pii/${kind}`, entity: kind.toUpperCase(), score: 0.6, start: first.start, end: last.end });
}
