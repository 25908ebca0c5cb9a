import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { systemClock } from '../../lib/clock.ts';
import { parseJson } from '../../lib/json.ts';
import type { AskServer } from './ask-server.ts';

const FRESH_MS = 600_000;
const STALE_MS = 86_400_000;
const COOLDOWN_MS = 30_000;
const FIRST_COOLDOWN_MS = 1_000; // while there are no keys at all

/**
 * The keys of a token server, which are asked for again after 10 minutes, and where a token names one that is not among
 * them: at most every 30 s. While the server does not answer, those that are there serve on, for a day. Throws what kept
 * them from coming where there are none.
 */
export function remoteKeys(ask: AskServer): JWTVerifyGetKey {
  let keys: { readonly find: JWTVerifyGetKey; readonly at: number } | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  let failure: unknown;

  const load = async () => {
    askedAt = systemClock.now();
    try {
      keys = { find: createLocalJWKSet(parseJson(await ask()) as JSONWebKeySet), at: systemClock.now() };
    } catch (error) {
      failure = error instanceof errors.JOSEError ? new Error('The answer is no key set') : error;
    } finally {
      asking = undefined;
    }
  };
  const askAgain = async () => {
    if (!asking && systemClock.now() - askedAt < (keys ? COOLDOWN_MS : FIRST_COOLDOWN_MS)) return;
    asking ??= load();
    await asking;
  };

  return async (header, token) => {
    if (!keys || ageOf(keys) >= FRESH_MS) await askAgain();
    if (!keys || ageOf(keys) >= STALE_MS) throw failure;
    const tried = keys;
    try {
      return await tried.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await askAgain();
      if (keys === tried) throw error;
      return keys.find(header, token);
    }
  };
}

const ageOf = ({ at }: { readonly at: number }): number => systemClock.now() - at;
