import { GuardError } from '../../errors.ts';
import { isStandardSchema } from '../../lib/schema.ts';
import type { Safeguard, Sighting } from '../../lib/screening/safeguard.ts';
import { screenWhole } from '../../lib/screening/whole.ts';
import { validate } from '../../lib/validate.ts';
import type { ScanContext } from '../../types/guard.ts';
import type { StandardSchema } from '../../types/schema.ts';

/** The form that the text of a user was announced to have. */
export type Expectation = RegExp | StandardSchema<unknown, unknown>;

const USER: ScanContext = { trust: 'user', stage: 'input' };

/**
 * That a text, without what is hidden in it, is not of the form that was announced; undefined where it is. Throws GuardError
 * where the form or a guard that cleans the text fails.
 */
export async function mismatch(
  given: string,
  expect: Expectation,
  safeguards: readonly Safeguard[],
): Promise<Sighting | undefined> {
  const cleaning = safeguards.filter(({ cleans }) => cleans);
  const { text } = await screenWhole(given, cleaning, USER, ({ id }, error) => {
    throw new GuardError(id, error);
  });
  if (await fits(text, expect)) return undefined;
  const everything = { start: 0, end: given.length };
  return { guard: 'expect', rule: 'expect/mismatch', score: 1, ...everything, stage: 'input', action: 'warn' };
}

async function fits(text: string, expect: Expectation): Promise<boolean> {
  try {
    return isStandardSchema(expect) ? 'value' in (await validate(expect, text)) : (expect as RegExp).test(text);
  } catch (error) {
    throw new GuardError('expect', error);
  }
}
