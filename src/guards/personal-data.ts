import { borderBefore } from '../lib/stretches.ts';
import type { Match, TextGuard } from '../types/guard.ts';
import { Apart } from './apart.ts';
import { CARD } from './personal-data/card.ts';
import { Codes, openCode } from './personal-data/codes.ts';
import { ContextWords } from './personal-data/context-words.ts';
import { EMAIL } from './personal-data/email.ts';
import { IBAN } from './personal-data/iban.ts';
import { IDS } from './personal-data/ids/index.ts';
import { IPV4, IPV6, isGroupUnit } from './personal-data/ip.ts';
import { PHONES } from './personal-data/phone.ts';
import type { Anchor, PersonalDataRule } from './personal-data/rule.ts';
import { US_SSN } from './personal-data/us-ssn.ts';
import { outermost } from './rule.ts';

/** Every rule, with its source, examples and known misses. Of two on the same span the earlier one counts. */
export const PERSONAL_DATA_RULES: readonly PersonalDataRule[] = [
  EMAIL,
  IBAN,
  CARD,
  ...IDS,
  US_SSN,
  IPV4,
  IPV6,
  ...PHONES,
];

/** An address of 64 + 1 + 255 characters, and what is looked at around it. */
const REACH = 512;

/** An address of 321 characters must not begin where what stands before it is out of sight, of which 84 are looked at. */
const LOOK_BEHIND = 416;

const anchor = /@|[0-9]+|:[0-9A-Fa-f:]/g;
const rulesAt = (at: Anchor) => PERSONAL_DATA_RULES.filter((rule) => rule.anchor === at);
const AT_SIGN = rulesAt('at');
const AT_COLON = rulesAt('colon');
const AT_DIGITS = rulesAt('digits');
const WORDS = new ContextWords(IDS);
const ALONE = IDS.filter(({ alone }) => alone);
const RANK = new Map(PERSONAL_DATA_RULES.map(({ rule }, index) => [rule, index]));

/**
 * Finds personal data that has a form of its own: email, phone, card, IBAN, US social security number, IP address.
 *
 * @param text any length; linear time
 * @returns matches in order of start with Presidio's entity names, none inside another
 * @see PERSONAL_DATA_RULES for each rule's source and known misses
 */
export const personalData: TextGuard = {
  id: 'pii',
  reach: REACH,
  lookBehind: LOOK_BEHIND,
  stages: ['input', 'output'],
  scan(text) {
    const matches: Match[] = [];
    const codes = new Codes(WORDS, ALONE);
    let seen = 0; // the end of the last run of hexadecimal and colons: one address at most, whichever colon it is found at
    anchor.lastIndex = 0;
    for (let found = anchor.exec(text); found; found = anchor.exec(text)) {
      const { index, 0: sign } = found;
      const after = anchor.lastIndex;
      const unit = sign.charCodeAt(0);
      if (unit === 0x40) collect(AT_SIGN, text, index, matches);
      else if (unit === 0x3a) {
        if (index >= seen) collect(AT_COLON, text, index, matches);
        for (seen = Math.max(seen, index); isGroupUnit(text, seen); seen++);
      } else if (sign.length <= 31) {
        codes.collect(text, index, matches);
        if (hasEnough(text, index)) collect(AT_DIGITS, text, index, matches);
      }
      anchor.lastIndex = unit === 0x3a ? index + 1 : after;
    }
    return new Apart().add(outermost(matches, (rule) => RANK.get(rule) ?? 0));
  },
  undecided,
};

function collect(rules: readonly PersonalDataRule[], text: string, index: number, matches: Match[]): void {
  for (const { rule, entity, startOf, pattern, check } of rules) {
    const start = startOf ? startOf(text, index) : index;
    if (start === undefined) continue;
    pattern.lastIndex = start;
    const found = pattern.exec(text);
    if (found && (!check || check(found[0], text, start)))
      matches.push({ rule, entity, score: 1, start, end: start + found[0].length });
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

/**
 * Where text that is still to come could begin to matter: no match before this offset changes, and none that begins
 * before it reaches past it, whatever follows. Equal to the length where nothing has to be held.
 */
function undecided(text: string): number {
  const isLong = text.length > LONG;
  const least = isLong ? text.length - REACH : 0;
  let held = text.length;
  for (;;) {
    const number = startOfRun(NUMBER, text, held, least);
    const iban = startOfRun(OPEN_IBAN, text, held, least);
    const opening = text.slice(number, held).search(/[(+\d]/);
    const code = Math.max(least, openCode(text, held));
    const next = Math.min(startOfRun(ADDRESS, text, held, least), iban, code, opening < 0 ? held : number + opening);
    if (next === held) break;
    held = next;
  }
  return isLong && held < least + LONGEST_IBAN ? borderBefore(personalData.scan(text), held) : held;
}

/** A run that is longer than any match is held no further; up to here it is, so that it is looked at in large steps. */
const LONG = 1_536;
const LONGEST_IBAN = 48;
const ADDRESS = /(?<=([\w.!#$%&'*+/=?^{|}~@:[\]-]*))/y;
const NUMBER = /(?<=([\d ().+/:xet#-]*))/iy;
const OPEN_IBAN = new RegExp(`(?<=((?<![\\p{L}\\p{N}_])[A-Za-z]{2}\\d{2}[A-Za-z0-9 -]{0,${LONGEST_IBAN - 4}}))`, 'uy');

/** Where the run begins that ends at an offset; the offset itself where there is none. */
function startOfRun(run: RegExp, text: string, end: number, least: number): number {
  run.lastIndex = end;
  return Math.max(least, end - (run.exec(text)?.[1]?.length ?? 0));
}
