import type { Match } from '../../types/guard.ts';
import type { Trust } from '../../types/message.ts';
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
  'injection/reveal-prompt-loose',
  'injection/repeat-above',
  'injection/override',
  'injection/override-loose',
  'injection/forget',
  'injection/exfiltrate',
]);
/** Asks for work on the words that follow, rather than to have them done. */
const WORK =
  /\b(?:translat|proof-?read|paraphras|rephras|spell|correct|explain|classif|summari[sz]|mean|say|phrase|sentence|quot|word|what does)/;
/** Two rules that agree say more than one; the joint score never reaches 1. */
const AGREEMENT = 0.15;
const ABOUT_FACTOR = 0.75;
const NEGATED_FACTOR = 0.5;
const QUOTED_FACTOR = 0.85;
/** One rule alone then stays below what blocks user text, and two that agree do not. */
const WORK_FACTOR = 0.62;

/**
 * Reads what stands around each match. Rules that agree raise its score. In text of a user, quotes, denials and words about
 * attacks lower it; in untrusted text they do not, as who attacks there has written them as well.
 */
export function surroundings(found: readonly Match[], text: string, trust: Trust): readonly Match[] {
  const ordered = found.toSorted((one, other) => one.start - other.start || other.score - one.score);
  let first = 0;
  return ordered.map((match, index) => {
    while ((ordered[first]?.start ?? match.start) < match.start - AROUND) first++;
    const rules = new Set<string>();
    for (let other = Math.max(first, index - 12); other < Math.min(ordered.length, index + 13); other++) {
      const { start, rule } = ordered[other] ?? match;
      if (start <= match.start + AROUND) rules.add(rule.replace(/-loose$/, ''));
    }
    const agreed = Math.min(0.99, match.score + AGREEMENT * Math.min(3, rules.size - 1));
    const score = trust === 'untrusted' ? agreed : agreed * discount(match, text);
    return { ...match, score: Math.round(score * 100) / 100 };
  });
}

/** 1 for an order that stands alone; less where the text around it says that it is none. */
function discount({ rule, start, end }: Match, text: string): number {
  const near = text.slice(Math.max(0, start - AROUND), end + AROUND);
  const preceding = text.slice(Math.max(0, start - 64), start);
  let factor = ABOUT_FACTOR ** Math.min(2, new Set(near.match(ABOUT)).size);
  if (DEFENDED.has(rule) && NEGATED.test(preceding)) factor *= NEGATED_FACTOR;
  if (QUOTED.test(preceding)) factor *= WORK.test(preceding) ? WORK_FACTOR : QUOTED_FACTOR;
  return factor;
}
