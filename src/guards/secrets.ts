import type { Guard, Match } from '../types/guard.ts';
import { outermost } from './rule.ts';
import { FORMS } from './secrets/forms.ts';
import { MODELS } from './secrets/models.ts';
import type { SecretRule } from './secrets/rule.ts';
import { SERVICES } from './secrets/services.ts';

/** Every rule, with its source, examples and known misses. */
export const SECRET_RULES: readonly SecretRule[] = [...MODELS, ...SERVICES, ...FORMS];

/** The longest key block, and the longest token. */
const LONGEST_BLOCK = 8_192;
const LONGEST_TOKEN = 4_800;

const literally = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const ANCHORS = [...new Set(SECRET_RULES.flatMap(({ anchors }) => anchors))];
const anchor = new RegExp(ANCHORS.map(literally).join('|'), 'g');
const RULES_AT = new Map(
  ANCHORS.map((at) => [at, SECRET_RULES.filter(({ anchors }) => anchors.some((one) => at.startsWith(one)))]),
);
const RANK = new Map(SECRET_RULES.map(({ rule }, index) => [rule, index]));

/**
 * Finds credentials that must not leave the process.
 *
 * @param text any length; linear time
 * @returns matches in order of start, none inside another; a match is the secret alone, without its name or its quotes
 * @see SECRET_RULES for each rule's source and known misses
 */
export const secrets = {
  id: 'secrets',
  reach: LONGEST_BLOCK, // of a key block, which is reported from its BEGIN line on; `undecided` says how little to hold
  stages: ['input', 'output'],
  scan(text: string): readonly Match[] {
    const matches: Match[] = [];
    anchor.lastIndex = 0;
    for (let found = anchor.exec(text); found; found = anchor.exec(text)) {
      for (const rule of RULES_AT.get(found[0]) ?? []) {
        const match = matchAt(rule, text, found.index);
        if (match) matches.push(match);
      }
      anchor.lastIndex = found.index + 1;
    }
    return outermost(matches, (rule) => RANK.get(rule) ?? 0);
  },
  undecided,
} as const satisfies Guard;

function matchAt({ rule, pattern, check }: SecretRule, text: string, index: number): Match | undefined {
  pattern.lastIndex = index;
  const found = pattern.exec(text);
  if (!found) return undefined;
  const matched = found.groups?.value ?? found[0];
  const end = index + found[0].length;
  const start = end - matched.length;
  return check && !check(matched, text, start) ? undefined : { rule, score: 1, start, end };
}

/**
 * Where text that is still to come could begin to matter: no match before this offset changes, and none that begins
 * before it reaches past it, whatever follows. Equal to the length where nothing has to be held.
 */
function undecided(text: string): number {
  let held = runBack(text, text.length);
  for (;;) {
    const open = text.lastIndexOf('-----BEGIN', held);
    if (open < 0 || text.length - open > LONGEST_BLOCK) return held;
    OPEN_BLOCK.lastIndex = open;
    const block = OPEN_BLOCK.exec(text);
    if (!block) return held;
    const end = open + block[0].length;
    const unclosed = end === text.length && !/END[ A-Z0-9]{0,40}-----$/.test(block[0]);
    const next = unclosed || end > held ? runBack(text, open) : held;
    if (next === held) return held;
    held = next;
  }
}

/** The start of the run of characters of tokens that ends at an offset. */
function runBack(text: string, end: number): number {
  const least = Math.max(0, end - LONGEST_TOKEN);
  let start = end;
  while (start > least && isTokenUnit(text.charCodeAt(start - 1))) start--;
  return start;
}

/** As far as a key block goes, its END line included; to the end of the text where more of it may come. */
const OPEN_BLOCK =
  /-----BEGIN[ A-Z0-9]{0,60}(?:-{0,4}$|-----(?:[A-Za-z0-9+/=\s\\]|[:,.()@<>-](?!----)){0,8100}(?:-----(?:E(?:N(?:D[ A-Z0-9]{0,40}-{0,5})?)?)?)?)/y;

/** Printable ASCII but the space and quotes, of which no token has any. */
const isTokenUnit = (unit: number): boolean => unit > 0x20 && unit < 0x7f && unit !== 0x22 && unit !== 0x60;
