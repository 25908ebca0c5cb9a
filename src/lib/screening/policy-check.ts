import type { Trust } from '../../types/message.ts';
import { type Check, oneOf, type Refuse } from '../check.ts';
import { type ActionTable, type Choice, isObject, isTrust, type Policy, type Table } from './policy.ts';

const choice = oneOf<Choice>('block', 'redact', 'warn', 'allow', false);

/**
 * Reads a policy. `names` are the rules and entities that the guard has, undefined where nobody knows them; `trusts` those
 * that a table may name.
 */
export const policyCheck =
  (names: readonly string[] | undefined, trusts: readonly Trust[]): Check<Policy> =>
  (value, field, refuse) => {
    if (!isObject(value)) return choice(value, field, refuse);
    return tableOf(value, field, refuse, names, (name, inner, path) => {
      if (!isTrust(name) || !trusts.includes(name)) return undefined;
      return isObject(inner) ? tableOf(inner, path, refuse, names) : choice(inner, path, refuse);
    });
  };

function tableOf(
  given: object,
  field: string,
  refuse: Refuse,
  names: readonly string[] | undefined,
  ofTrust?: (name: string, value: unknown, path: string) => Choice | Table | undefined,
): Table {
  const entries: [string, Choice | ActionTable][] = [];
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const own = ofTrust?.(name, value, `${field}.${name}`) as Choice | ActionTable | undefined;
    if (own === undefined && (names ? !names.includes(name) : isTrust(name)))
      throw refuse(field, `has a name that is no rule, entity or trust of this guard; see docs/safeguards.md for them`);
    entries.push([name, own ?? choice(value, `${field}.${name}`, refuse)]);
  }
  return Object.freeze(Object.fromEntries(entries));
}
