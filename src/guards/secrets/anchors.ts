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

/** Signs that are seldom in prose, so that V8 passes most of a text by many units at a time: none begins with a blank. */
const MARK = /-----BEGIN|[=:>|~]|["'`](?<=[ (,].)|-(?<= .)/gs;
/** Words for a secret, with the blank behind which it stands. */
const SECRET_WORD = /(?:word|swd|hrase|oken|key|cret) /gi;
const KEY_BLOCK = FORMS.filter(({ anchors }) => anchors.includes('-----BEGIN')).map(finderOf);
const OF_URL = FORMS.filter(({ anchors }) => anchors.includes('://')).map(finderOf);
const OF_LOGIN = [finderOf(LOGIN)];
const OF_AZURE = [finderOf(AZURE)];
const OF_FACEBOOK = [finderOf(FACEBOOK)];

/** Adds the signs from an offset on behind which a value may stand; returns where to go on from. */
export function addSigns(anchors: Anchor[], text: string, offset: number, from: number): number {
  let next = Math.max(from, text.length - LOOK_AHEAD + 1);
  const add = (found: RegExpExecArray, signs: readonly Sign[]) => {
    for (const { index, finders } of signs) {
      for (const finder of finders) anchors.push({ index: index + offset, finder });
      if (finders.length > 0) next = Math.max(next, found.index + 1);
    }
  };
  for (const found of eachFrom(MARK, text, from)) add(found, marksAt(text, found.index, found[0]));
  for (const found of eachFrom(SECRET_WORD, text, from))
    add(found, [assignment(text, found.index + found[0].length - 1)]);
  return next;
}

/** What a pattern matches from an offset on, whatever of it overlaps. */
function* eachFrom(pattern: RegExp, text: string, from: number): Generator<RegExpExecArray, void> {
  pattern.lastIndex = from;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    pattern.lastIndex = found.index + 1;
    yield found;
  }
}

interface Sign {
  readonly index: number;
  readonly finders: readonly Finder[];
}

const NOTHING: readonly Sign[] = [];
const isDigit = (text: string, index: number): boolean => text.charCodeAt(index) >= 48 && text.charCodeAt(index) <= 57;

function marksAt(text: string, index: number, mark: string): readonly Sign[] {
  const login = text[index - 1] === ' ' ? [{ index: index - 1, finders: OF_LOGIN }] : NOTHING;
  switch (mark) {
    case BEGIN:
      return [{ index, finders: KEY_BLOCK }, ...login];
    case '-':
      return BEGIN.startsWith(text.slice(index, index + BEGIN.length)) ? NOTHING : login; // a key block may still follow
    case '~':
      return text[index - 1] === 'Q' && isDigit(text, index - 2) ? [{ index: index - 2, finders: OF_AZURE }] : NOTHING;
    case '|':
      return isDigit(text, index - 1) ? [{ index, finders: OF_FACEBOOK }] : NOTHING;
    case ':': {
      const isUrl = index + 1 === text.length || text[index + 1] === '/';
      return [...(isUrl ? [{ index, finders: OF_URL }] : NOTHING), assignment(text, index)];
    }
    case '=':
    case '>':
      return [assignment(text, index)];
    default:
      return [assignment(text, index - 1)]; // what opens a value stands behind its sign
  }
}

function assignment(text: string, index: number): Sign {
  const kind = kindBefore(text, index);
  return { index, finders: kind ? [new Assignment(kind.kind, kind.name)] : [] };
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
