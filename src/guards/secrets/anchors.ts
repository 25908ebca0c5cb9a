import { asciiTable, isIn } from '../../lib/ascii.ts';
import { Assignment } from './assignment.ts';
import { FORMS } from './forms.ts';
import { AZURE, FACEBOOK } from './infix.ts';
import { LOGIN } from './named.ts';
import { kindBefore } from './names.ts';
import { type Finder, finderOf } from './rule.ts';
import { findersAt, mayStartAt } from './starts.ts';

/** A place where something may be found. */
export interface Anchor {
  readonly index: number;
  readonly finder: Finder;
}

/** Every key that is found by its start has as many characters of a token in a row from there on, and no sign is longer. */
export const LOOK_AHEAD = 16;

const RUN = asciiTable(/[\w.~-]/);
const WORD = asciiTable(/[A-Za-z0-9]/);

/** Whether a token can begin at an offset: behind no letter or digit, unless that is part of an escape (`\n`, `%3D`). */
function isBorder(text: string, index: number): boolean {
  if (index === 0 || !isIn(WORD, text.charCodeAt(index - 1))) return true;
  if (text[index - 2] === '\\') return 'nrt'.includes(text.charAt(index - 1));
  return text[index - 3] === '%';
}

/**
 * Adds the starts of keys from an offset on. Of long texts few characters are looked at: a window of 16 is given up at the
 * last of its characters that is none of a token.
 */
export function addStarts(anchors: Anchor[], text: string, offset: number, from: number): void {
  const last = text.length - LOOK_AHEAD;
  let index = from;
  while (index <= last) {
    let at = index + LOOK_AHEAD - 1;
    while (at >= index && isIn(RUN, text.charCodeAt(at))) at--;
    if (at >= index) {
      index = at + 1;
      continue;
    }
    let end = index + LOOK_AHEAD;
    for (;;) {
      if (isIn(RUN, text.charCodeAt(index)) && isBorder(text, index)) addAt(anchors, text, offset, index);
      index++;
      if (end >= text.length || !isIn(RUN, text.charCodeAt(end))) break;
      end++;
    }
  }
}

function addAt(anchors: Anchor[], text: string, offset: number, index: number): void {
  for (const finder of findersAt(text, index)) anchors.push({ index: index + offset, finder });
}

const BEGIN = '-----BEGIN';

/** One short alternation, as each way costs time at every character; what it finds is looked at more closely. */
const SIGN = /[=:>|~]|[ (,]["'`-]|-----|(?:word|swd|hrase|oken|key|cret) /gi;
const KEY_BLOCK = FORMS.filter(({ anchors }) => anchors.includes('-----BEGIN')).map(finderOf);
const OF_URL = FORMS.filter(({ anchors }) => anchors.includes('://')).map(finderOf);
const OF_LOGIN = [finderOf(LOGIN)];
const OF_AZURE = [finderOf(AZURE)];
const OF_FACEBOOK = [finderOf(FACEBOOK)];

/** Adds the signs from an offset on behind which a value may stand; returns where to go on from. */
export function addSigns(anchors: Anchor[], text: string, offset: number, from: number): number {
  SIGN.lastIndex = from;
  let next = Math.max(from, text.length - LOOK_AHEAD + 1);
  for (let found = SIGN.exec(text); found; found = SIGN.exec(text)) {
    const [sign] = found;
    const { index, finders } = signAt(text, found.index, sign);
    for (const finder of finders) anchors.push({ index: index + offset, finder });
    SIGN.lastIndex = found.index + 1;
    if (finders.length > 0) next = Math.max(next, found.index + 1);
  }
  return next;
}

interface Sign {
  readonly index: number;
  readonly finders: readonly Finder[];
}

const NONE: readonly Finder[] = [];
const isDigit = (text: string, index: number): boolean => text.charCodeAt(index) >= 48 && text.charCodeAt(index) <= 57;

function signAt(text: string, index: number, sign: string): Sign {
  if (sign === '-----') return { index, finders: text.startsWith(BEGIN, index) ? KEY_BLOCK : NONE };
  if (sign === '~')
    return { index: index - 2, finders: text[index - 1] === 'Q' && isDigit(text, index - 2) ? OF_AZURE : NONE };
  if (sign === '|') return { index, finders: isDigit(text, index - 1) ? OF_FACEBOOK : NONE };
  if (sign.endsWith('-')) return { index, finders: sign === ' -' ? OF_LOGIN : NONE };
  const at = index + (sign.length > 2 ? sign.length - 1 : 0);
  const kind = kindBefore(text, at);
  const own = kind ? [new Assignment(kind.kind, kind.name)] : NONE;
  const isUrl = sign === ':' && (at + 1 === text.length || text[at + 1] === '/');
  return { index: at, finders: isUrl ? [...OF_URL, ...own] : own };
}

/** Where the beginning of an anchor from which on all is held stands at the end of a text; its length where none does. */
export function begunAnchor(text: string): number {
  let begun = text.length;
  const least = Math.max(0, text.length - LOOK_AHEAD + 1);
  for (let index = text.length - 1; index >= least && isIn(RUN, text.charCodeAt(index)); index--)
    if (
      (isBorder(text, index) && mayStartAt(text, index)) ||
      (text[index] === '-' && BEGIN.startsWith(text.slice(index)))
    )
      begun = index;
  return begun;
}
