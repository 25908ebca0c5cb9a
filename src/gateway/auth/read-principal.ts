import { type Check, type Checks, group, listOf, number, oneOf, type Refuse, string } from '../../lib/check.ts';
import { origin } from '../http/origin.ts';
import { allotment } from '../limits/budget-options.ts';
import { rates } from '../limits/options.ts';
import { type Minter, type Principal, SCOPES } from '../principal.ts';

const MAX_ID = 128;
const CONTROL = /\p{Cc}/u;

/** Whose it is: a name that may stand in a key of a store and in a line of a log. */
const name: Check<string> = (value, field, refuse) => {
  const text = string(value, field, refuse);
  if (text.length <= MAX_ID && !CONTROL.test(text)) return text;
  throw refuse(field, `must be at most ${MAX_ID} characters, without control characters`);
};

const CHECKS: Checks<Principal> = {
  id: name,
  tenant: name,
  scopes: listOf(oneOf(...SCOPES), SCOPES.length),
  models: listOf(string, 1_000),
  providers: listOf(string, 100),
  limits: rates,
  budget: allotment,
  origin,
  expiresAt: number(0, Number.MAX_SAFE_INTEGER),
  minter: group<Minter>({ id: name, limits: rates, budget: allotment }),
};

/**
 * A principal that is safe to go by. What it does not know it refuses: a mistyped `models` would let everything through.
 * Throws what `refuse` makes.
 */
export const readPrincipal: Check<Principal> = (value, field, refuse) => {
  const { id, scopes, ...rest } = group(CHECKS)(value, field, refuse);
  return { id: given(id, `${field}.id`, refuse), scopes: given(scopes, `${field}.scopes`, refuse), ...rest };
};

function given<T>(value: T | undefined, field: string, refuse: Refuse): T {
  if (value !== undefined) return value;
  throw refuse(field, 'is missing');
}
