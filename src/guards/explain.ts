import type { Sighting } from '../lib/screening/safeguard.ts';
import type { Action, Finding } from '../types/guard.ts';
import { RULES } from './rules.ts';

const DONE: Readonly<Record<Action, string>> = {
  block: ', so the call was stopped',
  redact: ' and was replaced',
  warn: ' and was left in the text',
  allow: ' and may stand there',
};

/** Guards that have a section of the documentation. */
const SECTIONS: ReadonlySet<string> = new Set(Object.keys(RULES));

/**
 * One sentence for a person: what was found, where, what was done, and where to read on. It holds nothing of the text.
 *
 * @example 'Email address (pii/email) stands in messages[0].content[0] at 5 to 21 and was replaced: see docs/safeguards.md#pii'
 */
export function explain(finding: Finding | Sighting): string {
  const { guard, rule, start, end, action } = finding;
  const facts = Object.values(RULES)
    .flat()
    .find((each) => each.rule === rule);
  const place = 'path' in finding ? ` in ${finding.path}${finding.source ? ` (${finding.source})` : ''}` : '';
  const section = SECTIONS.has(guard) ? guard : 'your-own-guards';
  return `${facts?.what ?? guard} (${rule}) stands${place} at ${start} to ${end}${DONE[action]}: see docs/safeguards.md#${section}`;
}
