import { literally } from '../lib/regexp.ts';
import type { Match, TextGuard } from '../types/guard.ts';
import type { Trust } from '../types/message.ts';
import { EXTRACTIONS } from './injection/extraction.ts';
import { OVERRIDES } from './injection/override.ts';
import { PERSONAS } from './injection/persona.ts';
import type { InjectionRule } from './injection/rule.ts';
import { STRUCTURES } from './injection/structure.ts';
import { surroundings } from './injection/surroundings.ts';
import { shadowed } from './shadow.ts';

/** Every rule, with its source, examples and known misses. English; the structural ones hold in any language. */
export const INJECTION_RULES: readonly InjectionRule[] = [...OVERRIDES, ...EXTRACTIONS, ...PERSONAS, ...STRUCTURES];

/** Scores from which a match blocks or warns. Measured on open data: see docs/safeguards.md. */
export const INJECTION_THRESHOLDS = {
  trusted: { block: 0.6, warn: 0.4 },
  user: { block: 0.6, warn: 0.4 },
  untrusted: { block: 0.5, warn: 0.35 },
} as const;

/** The longest match of a rule, and what is read around it. */
const REACH = 768;

const ANCHORS = [...new Set(INJECTION_RULES.flatMap(({ anchors }) => anchors))];
const isShorter = (one: string, other: string) => one.length - other.length;
/** Without those that begin with another one, so that no rule is missed at a longer literal. */
const ROOTS = ANCHORS.toSorted(isShorter).filter(
  (one, index, all) => !all.slice(0, index).some((root) => one.startsWith(root)),
);
const isWord = (root: string): boolean => /^[a-z]/.test(root);
const alternation = (roots: readonly string[]): string => roots.map(literally).join('|');
/** Words and signs apart, with no class in either: V8 scans each alternation many times faster than the two in one. */
const anchors = [
  new RegExp(`\\b(?:${alternation(ROOTS.filter(isWord))})`, 'g'),
  new RegExp(alternation(ROOTS.filter((root) => !isWord(root))), 'g'),
];

/** The rules that a literal may open, and all their patterns in one, as most places that open one hold none. */
interface Opening {
  readonly any: RegExp;
  readonly rules: readonly InjectionRule[];
}

const OPENINGS: ReadonlyMap<string, Opening> = (() => {
  const shared = new Map<string, Opening>();
  const openingAt = (root: string): Opening => {
    const rules = INJECTION_RULES.filter(({ anchors }) => anchors.some((one) => one.startsWith(root)));
    const names = rules.map(({ rule }) => rule).join();
    const opening = shared.get(names) ?? {
      any: new RegExp(rules.map(({ pattern }) => pattern.source).join('|'), 'y'),
      rules,
    };
    shared.set(names, opening);
    return opening;
  };
  return new Map(ROOTS.map((root) => [root, openingAt(root)]));
})();

/**
 * Finds text that gives a model orders it should not take, by rules alone: small, and English. `secure-llm/guards/model` reads
 * by rules and a model, as a client does. It lowers risk; it does not prevent injection.
 *
 * @param text any length; linear time
 * @param context who wrote the text. @default a user
 * @returns matches in order of start, scored 0 to 1; some may overlap. Higher where several rules agree within 160
 * characters; in what a user wrote, lower where it is quoted or is about attacks
 * @see INJECTION_RULES for each rule's source and known misses
 */
export const injection: TextGuard = shadowed({
  id: 'injection',
  reach: REACH,
  stages: ['input'],
  thresholds: INJECTION_THRESHOLDS,
  scan: (text, { trust = 'user' } = {}) => ruleMatches(text, trust),
});

/** What the rules find in a text as it is spelt, scored by its surroundings. */
export function ruleMatches(text: string, trust: Trust): readonly Match[] {
  const lower = fold(text);
  const found: Match[] = [];
  for (const anchor of anchors) {
    anchor.lastIndex = 0;
    for (let hit = anchor.exec(lower); hit; hit = anchor.exec(lower)) {
      anchor.lastIndex = hit.index + 1;
      const opening = OPENINGS.get(hit[0]);
      if (opening) collect(opening, lower, hit.index, found);
    }
  }
  return found.length === 0 ? found : surroundings(found, lower, trust);
}

function collect({ any, rules }: Opening, lower: string, start: number, found: Match[]): void {
  any.lastIndex = start;
  if (!any.test(lower)) return;
  for (const { rule, score, pattern, check } of rules) {
    pattern.lastIndex = start;
    const match = pattern.exec(lower);
    if (match && (!check || check(match[0], lower, start)))
      found.push({ rule, score, start, end: start + match[0].length });
  }
}

const BLANKS = ['\n', '\r', '\t', '\u00a0'];

/** Lower case with plain spaces, of the same length, so that offsets hold. */
function fold(text: string): string {
  const lower = text.toLowerCase();
  const same = lower.length === text.length ? lower : text.replace(/\u0130/g, 'I').toLowerCase();
  return BLANKS.reduce((read, blank) => read.replaceAll(blank, ' '), same);
}
