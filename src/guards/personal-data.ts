import { byStart } from '../lib/stretches.ts';
import type { Match, StreamGuard, TextGuard } from '../types/guard.ts';
import { Apart } from './apart.ts';
import { CARD } from './personal-data/card.ts';
import { Codes } from './personal-data/codes.ts';
import { ContextWords } from './personal-data/context-words.ts';
import { AGE, DATE_OF_BIRTH } from './personal-data/dates.ts';
import { EMAIL } from './personal-data/email.ts';
import { IBAN } from './personal-data/iban.ts';
import { IDS } from './personal-data/ids/index.ts';
import { IPV4, IPV6, isGroupUnit } from './personal-data/ip.ts';
import { MAC } from './personal-data/mac.ts';
import { PHONES } from './personal-data/phone.ts';
import { POSTCODE_OF_FOUR, ZIP_BEHIND_STATE } from './personal-data/postcode.ts';
import type { Anchor, PersonalDataRule } from './personal-data/rule.ts';
import { isSpelt, SPELT_EMAIL } from './personal-data/spelt-email.ts';
import { namesBank, SWIFT } from './personal-data/swift.ts';
import { undecidedIn } from './personal-data/undecided.ts';
import { URLS } from './personal-data/url.ts';
import { US_SSN } from './personal-data/us-ssn.ts';
import { outermost } from './rule.ts';
import { shadowed } from './shadow.ts';

/** Every rule, with its source, examples and known misses. Of two on the same span the earlier one counts. */
export const PERSONAL_DATA_RULES: readonly PersonalDataRule[] = [
  EMAIL,
  SPELT_EMAIL,
  IBAN,
  ...IDS.filter(({ check }) => check),
  CARD,
  ...IDS.filter(({ check }) => !check),
  US_SSN,
  IPV4,
  IPV6,
  MAC,
  ZIP_BEHIND_STATE,
  POSTCODE_OF_FOUR,
  ...PHONES,
  ...URLS,
  DATE_OF_BIRTH,
  AGE,
  SWIFT,
];

/** An address of 64 + 1 + 255 characters or a URL, and what is looked at around it. */
const REACH = 640;

/** An address of 321 characters must not begin where what stands before it is out of sight, of which 84 are looked at. */
const LOOK_BEHIND = 416;

const anchor = /@|[0-9]+|:(?:[0-9A-Fa-f:]|\/\/)|\.[A-Za-z]/g;
const rulesAt = (at: Anchor) => PERSONAL_DATA_RULES.filter((rule) => rule.anchor === at);
const AT_SIGN = rulesAt('at');
const AT_COLON = rulesAt('colon');
const AT_SCHEME = rulesAt('scheme');
const AT_DOT = rulesAt('dot');
const AT_DIGITS = rulesAt('digits');
const AT_NUMBER = rulesAt('number');
const WORDS = new ContextWords(IDS);
const ALONE = IDS.filter(({ alone }) => alone);
const RANK = new Map(PERSONAL_DATA_RULES.map(({ rule }, index) => [rule, index]));
const rank = (rule: string): number => RANK.get(rule) ?? 0;

const plain: TextGuard = {
  id: 'pii',
  reach: REACH,
  lookBehind: LOOK_BEHIND,
  stages: ['input', 'output'],
  scan,
  undecided: (text) => undecidedIn(text, scan, REACH),
};

/**
 * Finds personal data that has a form of its own: addresses of mail, web and networks, phones, cards, accounts, numbers of
 * registers.
 *
 * @param text any length; linear time
 * @returns matches in order of start with Presidio's entity names; none inside another, but that a URL may hold others
 * @see PERSONAL_DATA_RULES for each rule's source and known misses
 */
export const personalData: StreamGuard = shadowed(plain);

function scan(text: string): readonly Match[] {
  const { urls, others } = candidates(text);
  if (isSpelt(text)) collectAll(SPELT_EMAIL, text, others);
  if (namesBank(text)) collectAll(SWIFT, text, others);
  const apart = outermost(others, rank);
  return new Apart().add(urls.length === 0 ? apart : withUrls(apart, outermost(urls, rank)));
}

/** Both in order of start. A URL may hold others, but none may hold it: `jane(at)example.com` is no web address. */
function withUrls(others: readonly Match[], urls: readonly Match[]): readonly Match[] {
  let furthest = -1;
  return [...others, ...urls].sort(byStart).filter(({ entity, end }) => {
    if (entity === 'URL') return end > furthest;
    furthest = Math.max(furthest, end);
    return true;
  });
}

interface Candidates {
  /** Apart, as what is done about a URL may differ from what is done about an address inside it. */
  readonly urls: Match[];
  readonly others: Match[];
}

function candidates(text: string): Candidates {
  const urls: Match[] = [];
  const others: Match[] = [];
  const codes = new Codes(WORDS, ALONE);
  let seen = 0; // the end of the last run of hexadecimal and colons: one address at most, whichever colon it is found at
  anchor.lastIndex = 0;
  for (let found = anchor.exec(text); found; found = anchor.exec(text)) {
    const { index, 0: sign } = found;
    const after = anchor.lastIndex;
    const unit = sign.charCodeAt(0);
    if (unit === AT) collect(AT_SIGN, text, index, others);
    else if (unit === DOT) collect(AT_DOT, text, index, urls);
    else if (sign === '://') collect(AT_SCHEME, text, index, urls);
    else if (unit === COLON) {
      if (index >= seen) collect(AT_COLON, text, index, others);
      for (seen = Math.max(seen, index); isGroupUnit(text, seen); seen++);
    } else if (sign.length <= LONGEST_NUMBER) {
      codes.collect(text, index, others);
      if (sign.length <= 4) collect(AT_NUMBER, text, index, others);
      if (hasEnough(text, index)) collect(AT_DIGITS, text, index, others);
    }
    anchor.lastIndex = unit === COLON || unit === DOT ? index + 1 : after;
  }
  return { urls, others };
}

const AT = 0x40;
const COLON = 0x3a;
const DOT = 0x2e;
const LONGEST_NUMBER = 31;

function collect(rules: readonly PersonalDataRule[], text: string, index: number, matches: Match[]): void {
  for (const { rule, entity, startOf, pattern, check, lengthOf } of rules) {
    const start = startOf ? startOf(text, index) : index;
    if (start === undefined) continue;
    pattern.lastIndex = start;
    const matched = pattern.exec(text)?.[0];
    if (matched !== undefined && (!check || check(matched, text, start)))
      matches.push({ rule, entity, score: 1, start, end: start + (lengthOf?.(matched) ?? matched.length) });
  }
}

function collectAll({ rule, entity, pattern, check }: PersonalDataRule, text: string, matches: Match[]): void {
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const { 0: matched, index: start } = found;
    if (check?.(matched, text, start)) matches.push({ rule, entity, score: 1, start, end: start + matched.length });
    pattern.lastIndex = start + 1; // whatever begins inside counts as well, so that a stream may be cut anywhere
  }
}

/** Every rule that begins at digits has four or more within the next 20 characters, an IPv4 address the fewest. */
function hasEnough(text: string, start: number): boolean {
  const end = Math.min(text.length, start + 20);
  let digits = 0;
  for (let index = start; index < end; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x30 && unit <= 0x39 && ++digits === 4) return true;
  }
  return false;
}
