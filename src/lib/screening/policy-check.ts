import type { Trust } from '../../types/message.ts';
import { type Check, isObject, oneOf, type Refuse } from '../check.ts';
import { isTrust } from '../trust.ts';
import type { ActionTable, Choice, Policy } from './policy.ts';

const choice = oneOf<Choice>('block', 'redact', 'warn', 'allow', false);

/**
 * Reads a policy. `names` are the rules and entities that the guard has, undefined where nobody knows them; `trusts` those
 * that a table may name.
 */
export const policyCheck =
  (names: readonly string[] | undefined, trusts: readonly Trust[]): Check<Policy> =>
  (value, field, refuse) => {
    if (!isObject(value)) return choice(value, field, refuse);
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return Object.freeze(
      Object.fromEntries(
        entries.map(([name, inner]): [string, Choice | ActionTable] => {
          const path = `${field}.${name}`;
          if (isTrust(name) && trusts.includes(name) && isObject(inner))
            return [name, tableOf(inner, path, refuse, names)];
          if (!isTrust(name) || !trusts.includes(name)) assertKnown(name, field, refuse, names, trusts);
          return [name, choice(inner, path, refuse)];
        }),
      ),
    );
  };

function tableOf(given: object, field: string, refuse: Refuse, names: readonly string[] | undefined): ActionTable {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  for (const [name] of entries) assertKnown(name, field, refuse, names, []);
  return Object.freeze(
    Object.fromEntries(entries.map(([name, value]) => [name, choice(value, `${field}.${name}`, refuse)])),
  );
}

function assertKnown(
  name: string,
  field: string,
  refuse: Refuse,
  names: readonly string[] | undefined,
  trusts: readonly Trust[],
): void {
  if (names ? names.includes(name) : !isTrust(name)) return;
  throw refuse(field, `has ${noSuch(name)}; it takes ${nearest(name, [...(names ?? []), ...trusts])}`);
}

/** A name as an error may repeat it: nothing that could be somebody's text. */
export const noSuch = (name: string): string =>
  /^[\w/-]{1,40}$/.test(name) ? `no rule or entity \`${name}\`` : 'an unknown name';

const SHOWN = 8;

/** The names that are most like one, first those that begin or end alike. */
export function nearest(name: string, names: readonly string[]): string {
  const likeness = (other: string): number => {
    const [one, two] = [name.toLowerCase(), other.toLowerCase()];
    let same = 0;
    while (same < one.length && one[same] === two[same]) same++;
    return same + (two.includes(one) ? one.length : 0);
  };
  const sorted = names.toSorted((one, other) => likeness(other) - likeness(one));
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more, see docs/safeguards.md` : '';
  return (
    sorted
      .slice(0, SHOWN)
      .map((each) => `\`${each}\``)
      .join(', ') + more
  );
}
