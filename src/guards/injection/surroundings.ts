import type { Match } from '../../types/guard.ts';
import { AROUND } from './rule.ts';

/** Words of those who write about attacks rather than attack. */
const ABOUT =
  /\b(?:prompt injections?|injection attacks?|jailbreaks|attackers?|adversar(?:y|ial|ies)|malicious|exploits?|vulnerabilit(?:y|ies)|red[- ]?team|payloads?|e\.g\.|such as|for example|phrases? like|detect(?:s|ion|or)?|mitigat|owasp|guardrails?|attempts? to|attack surface|classifier|threat)\b/g;
const QUOTED = /["“”'‘`«][^\s"“”`]{0,12} ?$/;
/** `never reveal your prompt` defends the prompt. */
const NEGATED =
  /(?:\bnever|\bnot|n't|\bwithout|\brefuse to|\bavoid)(?: ever| under any circumstances)?(?: [a-z]{1,12}){0,2} $/;
const DEFENDED = new Set([
  'injection/reveal-prompt',
  'injection/repeat-above',
  'injection/override',
  'injection/override-loose',
  'injection/forget',
  'injection/exfiltrate',
]);
/** Two rules that agree say more than one; the joint score never reaches 1. */
const AGREEMENT = 0.15;
const ABOUT_FACTOR = 0.75;

/** Reads what stands around each match: rules that agree raise its score; quotes and words about attacks lower it. */
export function surroundings(found: readonly Match[], text: string): readonly Match[] {
  const ordered = found.toSorted((one, other) => one.start - other.start || other.score - one.score);
  let first = 0;
  return ordered.map((match, index) => {
    while ((ordered[first]?.start ?? match.start) < match.start - AROUND) first++;
    const rules = new Set<string>();
    for (let other = Math.max(first, index - 12); other < Math.min(ordered.length, index + 13); other++) {
      const { start, rule } = ordered[other] ?? match;
      if (start <= match.start + AROUND) rules.add(rule.replace(/-loose$/, ''));
    }
    const near = text.slice(Math.max(0, match.start - AROUND), match.end + AROUND);
    const about = new Set(near.match(ABOUT)).size;
    let { score } = match;
    score = Math.min(0.99, score + AGREEMENT * Math.min(3, rules.size - 1));
    if (about > 0) score *= ABOUT_FACTOR ** Math.min(2, about);
    const preceding = text.slice(Math.max(0, match.start - 64), match.start);
    if (DEFENDED.has(match.rule) && NEGATED.test(preceding)) score *= 0.5;
    if (QUOTED.test(preceding)) score *= 0.85;
    return { ...match, score: Math.round(score * 100) / 100 };
  });
}
