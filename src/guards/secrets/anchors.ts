import type { Match } from '../../types/guard.ts';
import type { SecretRule } from './rule.ts';
import { SECRET_RULES } from './rules.ts';

/** A rule with the form of what may still become a match of it. */
interface Candidate extends SecretRule {
  readonly open: RegExp;
}

const TOKEN = String.raw`[\w%+/.-]{0,480}$`;
const ALONE = '(?<![A-Za-z0-9])';
/** Whether nothing of a word may stand before the anchor. */
const standsAlone = ({ pattern }: SecretRule): boolean => pattern.source.startsWith('(?<!');
/** Whether a match begins only behind the anchor, which may so be shown before it is decided. */
const hasName = ({ pattern }: SecretRule): boolean => pattern.source.includes('(?<value>');
const candidates: readonly Candidate[] = SECRET_RULES.map((rule) => ({
  ...rule,
  open: rule.open ?? new RegExp(standsAlone(rule) ? ALONE + TOKEN : TOKEN, 'y'),
}));

const literally = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const ANCHORS = [...new Set(SECRET_RULES.flatMap(({ anchors }) => anchors))];
const AT = new Map(
  ANCHORS.map((at) => [at, candidates.filter(({ anchors }) => anchors.some((one) => at.startsWith(one)))]),
);
const anchor = new RegExp(ANCHORS.map(literally).join('|'), 'g');
const anchorHere = new RegExp(anchor.source, 'y');

/** The longest anchor. */
export const LONGEST_ANCHOR = Math.max(...ANCHORS.map(({ length }) => length));

const beginningsOf = (rules: readonly SecretRule[]): string =>
  [...new Set(rules.flatMap(({ anchors }) => anchors.flatMap((at) => Array.from(at, (_, end) => at.slice(0, end)))))]
    .filter((beginning) => beginning !== '')
    .map(literally)
    .join('|');
const begun = SECRET_RULES.filter((rule) => !hasName(rule));
const BEGINNING = new RegExp(
  `(?:${ALONE}(?:${beginningsOf(begun.filter(standsAlone))})|${beginningsOf(begun.filter((rule) => !standsAlone(rule)))})$`,
);

/** Where the next anchor stands, from an offset on; -1 where none does. */
export function nextAnchor(text: string, from: number): number {
  anchor.lastIndex = from;
  return anchor.exec(text)?.index ?? -1;
}

/** Where the beginning of an anchor stands at the end of a text; its length where none does. */
export function begunAnchor(text: string): number {
  const from = Math.max(0, text.length - LONGEST_ANCHOR);
  const found = text.slice(from).search(BEGINNING);
  return found < 0 ? text.length : from + found;
}

/** Where a match could begin whose anchor stands at an offset, if more text may decide on it. */
export function openFrom(text: string, index: number): number | undefined {
  let least: number | undefined;
  for (const { open } of rulesAt(text, index)) {
    open.lastIndex = index;
    const found = open.exec(text);
    if (!found) continue;
    const held = found.groups ? (found.groups.value ?? '') : found[0];
    const start = text.length - held.length;
    if (least === undefined || start < least) least = start;
  }
  return least;
}

/** What the rules find whose anchor stands at an offset. */
export function matchesAt(text: string, index: number): readonly Match[] {
  const matches: Match[] = [];
  for (const { rule, pattern, check } of rulesAt(text, index)) {
    pattern.lastIndex = index;
    const found = pattern.exec(text);
    if (!found) continue;
    const matched = found.groups?.value ?? found[0];
    const end = index + found[0].length;
    const start = end - matched.length;
    if (!check || check(matched, text, start)) matches.push({ rule, score: 1, start, end });
  }
  return matches;
}

function rulesAt(text: string, index: number): readonly Candidate[] {
  anchorHere.lastIndex = index;
  return AT.get(anchorHere.exec(text)?.[0] ?? '') ?? [];
}
