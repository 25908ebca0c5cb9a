import { invalid, show } from '../lib/check.ts';
import { isRecord } from '../lib/json.ts';
import type { AccessToken } from '../types/token-provider.ts';
import { checkKey } from './credentials.ts';

const FIELD = 'credentials';
const EARLIEST_MS = 100_000_000_000; // of March 1973; today in seconds is less

/** What a TokenProvider answered, copied. Throws InvalidInputError, which never repeats it. */
export function checkToken(value: unknown): AccessToken {
  if (!isRecord(value)) throw invalid(FIELD, `must answer with \`{ token, expiresAt }\`, got ${show(value)}`);
  const token = checkKey(value.token, `${FIELD}.token`, invalid);
  const { expiresAt } = value;
  if (expiresAt === undefined || expiresAt === null) return { token };
  if (typeof expiresAt !== 'number' || Number.isNaN(expiresAt))
    throw invalid(`${FIELD}.expiresAt`, `must be milliseconds since 1970, got ${show(expiresAt)}`);
  if (expiresAt < EARLIEST_MS)
    throw invalid(
      `${FIELD}.expiresAt`,
      `must be milliseconds since 1970, got ${expiresAt}, which looks like seconds: multiply it by 1000`,
    );
  return { token, expiresAt };
}
