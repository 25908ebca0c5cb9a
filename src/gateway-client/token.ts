import { isSecureLLMError, ProviderError } from '../errors.ts';
import { invalid, show } from '../lib/check.ts';
import { isRecord } from '../lib/json.ts';
import { checkKey } from '../transport/credentials.ts';
import type { AccessToken, TokenProvider } from '../types/token-provider.ts';
import type { AskToken } from './settings.ts';

const FIELD = 'gateway.token';
const LATEST_SECONDS = 100_000_000_000; // of the year 5138; today in milliseconds is more

/** The function of a page as a source of tokens. What it throws may hold anything, so its words are left out. */
export const tokenProvider =
  (ask: AskToken): TokenProvider =>
  async (request) => {
    let answer: unknown;
    try {
      answer = await ask(request);
    } catch (cause) {
      if (isSecureLLMError(cause)) throw cause;
      throw new ProviderError('was not called, as the `token` function threw: see `cause`', {
        provider: 'gateway',
        cause,
        retryable: false,
      });
    }
    return readToken(answer);
  };

function readToken(answer: unknown): AccessToken {
  if (typeof answer === 'string') return { token: checkKey(answer, FIELD, invalid) };
  if (!isRecord(answer))
    throw invalid(FIELD, `must answer with a token or \`{ token, expiresAt }\`, got ${show(answer)}`);
  const token = checkKey(answer.token, `${FIELD}.token`, invalid);
  const { expiresAt } = answer;
  if (expiresAt === undefined || expiresAt === null) return { token };
  if (typeof expiresAt === 'number' && expiresAt < LATEST_SECONDS) return { token, expiresAt: expiresAt * 1_000 };
  throw invalid(
    `${FIELD}.expiresAt`,
    `must be seconds since 1970, as \`POST /api/tokens\` answers, got ${show(expiresAt)}`,
  );
}
