import { fitsAt } from '../../lib/regexp.ts';
import type { Match } from '../../types/guard.ts';
import type { ContextWords } from './context-words.ts';
import type { CodeRule } from './rule.ts';

/** Letters that may stand before the first digit in one word. */
const LETTERS = 10;
/** The longest code with its groups, and what `open` looks back at. */
const LONGEST = 64;
/** What a code begins with: a letter, five digits, or few digits and a letter. */
const LIKELY = /[A-Za-z]|\d(?:[ ./-]?\d){4}|\d{1,4}(?:[A-Za-z]|[ ./-][A-Z])|[\dA-Fa-f]{2}-[\dA-Fa-f]{2}-/y;
const LEAD = /(?<=(?<![\p{L}\p{N}_])([A-ZÄÖÜ]{1,5}[ -]))/uy;
/** Groups of hexadecimal letters in front of the first digit of a hardware address or a UUID. */
const HEX_LEAD = /(?<=(?<![A-Za-z0-9_])((?:[A-Fa-f]{2}-){1,5}|(?:[A-Fa-f]{4}\.){1,2}|[A-Fa-f]{8}-))/y;
const TAIL = /[A-Za-z0-9_]|[-./]\d/y;
/** A group of letters that may stand in front of one with digits, and the sign behind it. */
const LEADING = /^(?:[A-ZÄÖÜ]{1,5}[ ./-]|[A-Fa-f]{2}-|[A-Fa-f]{4}\.|[A-Fa-f]{8}-)$/;
/** The end of a word with a digit and the sign that joins it to what follows. */
const JOINED = /[A-Za-z0-9_]$|\d[A-Za-z]{0,8}[-./]$/;

/** Finds numbers of registers in one text, at the places where it is asked to. */
export class Codes {
  readonly #words: ContextWords;
  readonly #alone: readonly CodeRule[];
  #tried = -1; // the word that was looked at last

  constructor(words: ContextWords, alone: readonly CodeRule[]) {
    this.#words = words;
    this.#alone = alone;
  }

  /** Tries the rules where the word begins that holds the digit at an offset. Of several readings the nearest word decides. */
  collect(text: string, digit: number, matches: Match[]): void {
    let start = digit;
    while (digit - start < LETTERS && isLetter(text.charCodeAt(start - 1))) start--;
    if (start === this.#tried) return;
    this.#tried = start;
    const lead = leadBefore(LEAD, text, start);
    const hexLead = leadBefore(HEX_LEAD, text, start);
    if (lead === undefined && hexLead === undefined && !fitsAt(LIKELY, text, start)) return;
    const near = this.#words.before(text, start);
    const rules = near.size === 0 ? this.#alone : new Set([...near.keys(), ...this.#alone]);
    const first = lead === undefined ? undefined : leadBefore(LEAD, text, lead);
    let best: Match | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const from of [start, lead, first, hexLead]) {
      if (from === undefined || JOINED.test(text.slice(Math.max(0, from - 10), from))) continue;
      for (const rule of rules) {
        const distance = near.get(rule) ?? LONGEST * 2;
        const end = endOf(rule, text, from, near.has(rule));
        if (end === undefined || distance > least) continue;
        if (distance === least && best && best.end - best.start >= end - from) continue;
        best = { rule: rule.rule, entity: rule.entity, score: 1, start: from, end };
        least = distance;
      }
    }
    if (best) matches.push(best);
  }
}

function endOf({ pattern, check, alone }: CodeRule, text: string, start: number, isNamed: boolean): number | undefined {
  pattern.lastIndex = start;
  const matched = pattern.exec(text)?.[0];
  if (matched === undefined || fitsAt(TAIL, text, start + matched.length)) return undefined;
  if (check && !check(matched, text, start)) return undefined;
  return isNamed || alone?.(matched) ? start + matched.length : undefined;
}

/** Where the groups begin that a pattern finds in front of an offset. */
function leadBefore(pattern: RegExp, text: string, offset: number): number | undefined {
  pattern.lastIndex = offset;
  const lead = pattern.exec(text)?.[1];
  return lead === undefined ? undefined : offset - lead.length;
}

/** Where the groups begin that end at an offset and may still become a code, or the front of one; the offset where none do. */
export function openCode(text: string, end: number): number {
  const least = Math.max(0, end - LONGEST);
  let open = end;
  for (let groupEnd = end; groupEnd > least; ) {
    let start = groupEnd;
    while (start > least && isWordUnit(text.charCodeAt(start - 1))) start--;
    const group = text.slice(start, groupEnd);
    if (groupEnd < end && !/\d/.test(group) && !LEADING.test(text.slice(start, groupEnd + 1))) break;
    open = start;
    if (!/[ ./-]/.test(text.charAt(start - 1))) break;
    groupEnd = start - 1;
  }
  return open;
}

const isLetter = (unit: number): boolean => (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;
const isWordUnit = (unit: number): boolean =>
  isLetter(unit) || (unit >= 0x30 && unit <= 0x39) || unit === 0xc4 || unit === 0xd6 || unit === 0xdc; // Ä, Ö, Ü
