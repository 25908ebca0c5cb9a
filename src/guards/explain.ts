import type { Sighting } from '../lib/screening/safeguard.ts';
import type { Action, Finding } from '../types/guard.ts';
import { DESCRIPTIONS } from './descriptions.ts';

/** In words that are true of a call and of a dry run. */
const DONE: ReadonlyMap<string, string> = new Map<Action, string>([
  ['block', ', which stops the call'],
  ['redact', ' and is replaced'],
  ['warn', ' and is left in the text'],
  ['allow', ' and may stand there'],
]);

/** The built-in guards that an option makes, and that have no table of rules. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ['characters', 'A character that `sanitize.characters` does not allow'],
  ['expect', 'Text that does not match `sanitize.expect`'],
]);

/**
 * One sentence for a person: what was found, where, what is done, and where to read on. It holds nothing of the text, and
 * is one line whatever a path or a source is called.
 *
 * @example 'Email address (pii/email) stands in messages[0].content[0] at 5 to 21 and is replaced: see docs/safeguards.md#pii'
 */
export function explain(finding: Finding | Sighting): string {
  const { guard, rule, start, end, action, path, source }: Partial<Finding> = finding;
  const name = plain(guard);
  if (name !== '' && rule === `${guard}/error` && !end)
    return `The guard \`${name}\` failed, and the text passed unread${placeOf(path, source)}: see docs/safeguards.md#choose`;
  const at = Number.isInteger(start) && Number.isInteger(end) ? ` at ${start} to ${end}` : '';
  const stands = `stands${placeOf(path, source)}${at}${DONE.get(String(action)) ?? ''}`;
  return `${whatOf(name, rule)}${plain(rule) && ` (${plain(rule)})`} ${stands}: see docs/safeguards.md#${sectionOf(name)}`;
}

/** The first clause of what a rule finds; the rest says how far it goes, and is in the documentation. */
export function whatOf(guard: string, rule: string | undefined): string {
  const [clause] = own(own(DESCRIPTIONS, guard), rule)?.split(/[;:] | — /) ?? [];
  const unknown = guard === '' ? 'Something' : `Something that \`${guard}\` finds`;
  return clause || (OPTIONS.get(guard) ?? unknown);
}

const sectionOf = (guard: string): string =>
  own(DESCRIPTIONS, guard) ? guard : OPTIONS.has(guard) ? 'choose' : 'your-own-guards';

const placeOf = (path: string | undefined, source: string | undefined): string => {
  const place = plain(path) || (plain(source) && 'the text');
  return place && ` in ${place}${plain(source) && ` (${plain(source)})`}`;
};

/** On one line, and read in the order in which it is written: sources may be file names of others. */
const plain = (text: unknown): string =>
  typeof text === 'string' ? text.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, ' ') : '';

const own = <Value>(table: { readonly [name: string]: Value } | undefined, name = ''): Value | undefined =>
  table && Object.hasOwn(table, name) ? table[name] : undefined;
