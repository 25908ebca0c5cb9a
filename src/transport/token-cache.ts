import { AuthenticationError, isSecureLLMError, ProviderError } from '../errors.ts';
import type { AccessToken, TokenProvider } from '../types/token-provider.ts';
import { checkToken } from './access-token.ts';
import { SharedFlight } from './shared-flight.ts';

/** A token is refreshed this long before it expires, or at half of its life where that is later. */
const REFRESH_BEFORE_MS = 60_000;
/** After a refresh that brought nothing, the token at hand is used for this long before the next one. */
const PAUSE_MS = 5_000;
/** Clocks may differ by this much: a new token that looks expired by less is left to the server to judge. */
export const CLOCK_TOLERANCE_MS = 300_000;
/** Nobody joins a request for a token that has taken this long: a new one is begun. */
const STUCK_MS = 30_000;

interface Kept extends AccessToken {
  readonly expiresAt: number;
  readonly refreshAt: number;
}

interface Refresh {
  readonly flight: SharedFlight<string>;
  readonly forced: boolean;
  readonly begunAt: number;
}

const caches = new WeakMap<TokenProvider, TokenCache>();

/** The tokens of a provider of them, shared by all that use it. */
export function tokensOf(provider: TokenProvider): TokenCache {
  const known = caches.get(provider) ?? new TokenCache(provider);
  caches.set(provider, known);
  return known;
}

/** Keeps a token until shortly before it expires. However many ask for it, it is fetched once. */
export class TokenCache {
  readonly #provider: TokenProvider;
  #kept: Kept | undefined;
  #refresh: Refresh | undefined;
  #pausedUntil = 0;
  #stuckOn: string | undefined; // a forced refresh answered with it again

  constructor(provider: TokenProvider) {
    this.#provider = provider;
  }

  /** The token for an attempt. Throws the reason of `signal` after an abort, else what the refresh failed with. */
  async current(signal: AbortSignal): Promise<string> {
    const now = Date.now();
    const kept = this.#kept;
    if (kept && now < kept.refreshAt) return kept.token;
    if (kept && now < kept.expiresAt && now < this.#pausedUntil) return kept.token;
    try {
      return await this.#fetch(false, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!kept || Date.now() >= kept.expiresAt) throw error;
      this.#pause();
      return kept.token; // the refresh was early, so there is time for another
    }
  }

  /** A token in the place of one that the server refused. Throws AuthenticationError where there is no other. */
  async insteadOf(refused: string, signal: AbortSignal, provider: string): Promise<string> {
    const others = await this.#other(refused, signal);
    if (others !== undefined) return others;
    if (this.#stuckOn !== refused || Date.now() >= this.#pausedUntil) {
      this.#kept = undefined;
      const token = await this.#fetch(true, signal);
      if (token !== refused) return token;
      this.#stuckOn = refused;
      this.#pause();
    }
    throw new AuthenticationError(
      { provider, status: 401 },
      'refused a token, and `credentials` answered with the same one again: let it fetch a new one where `forceRefresh` is true',
    );
  }

  /** What others have fetched, or are fetching, since. */
  async #other(refused: string, signal: AbortSignal): Promise<string | undefined> {
    const known = this.#kept?.token;
    if (known !== undefined && known !== refused) return known;
    if (!this.#refresh || this.#refresh.forced) return undefined;
    const fetched = await this.#fetch(false, signal);
    return fetched === refused ? undefined : fetched;
  }

  async #fetch(forced: boolean, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    const known = this.#refresh;
    const joinable = known && !known.flight.isAbandoned && performance.now() - known.begunAt < STUCK_MS;
    const refresh = joinable ? known : this.#begin(forced);
    return refresh.flight.join(signal);
  }

  #begin(forced: boolean): Refresh {
    const flight = new SharedFlight(async (signal) => {
      try {
        const answer = await this.#ask(forced, signal);
        if (this.#refresh === refresh) this.#kept = keptFrom(answer);
        return answer.token;
      } finally {
        if (this.#refresh === refresh) this.#refresh = undefined;
      }
    });
    const refresh: Refresh = { flight, forced, begunAt: performance.now() };
    this.#refresh = refresh;
    return refresh;
  }

  /** Asks once more where the answer has expired: it may come from a cache that was not told to refresh. */
  async #ask(forceRefresh: boolean, signal: AbortSignal): Promise<AccessToken> {
    const answer = checkToken(await this.#call(forceRefresh, signal));
    const expiredForMs = Date.now() - (answer.expiresAt ?? Number.POSITIVE_INFINITY);
    if (expiredForMs < 0) return answer;
    if (!forceRefresh) return this.#ask(true, signal);
    if (expiredForMs <= CLOCK_TOLERANCE_MS) return answer;
    throw new AuthenticationError(
      {},
      `was not called, as \`credentials\` answered with a token that expired ${Math.round(expiredForMs / 1_000)} s ago: let it fetch a new one, and check the clock of this machine`,
    );
  }

  /** What a function of the caller throws may hold anything, so its words are left out. */
  async #call(forceRefresh: boolean, signal: AbortSignal): Promise<unknown> {
    try {
      return await this.#provider({ forceRefresh, signal });
    } catch (cause) {
      if (isSecureLLMError(cause)) throw cause;
      throw new ProviderError('was not called, as the `credentials` function threw: see `cause`', {
        cause,
        retryable: false,
      });
    }
  }

  #pause(): void {
    this.#pausedUntil = Date.now() + PAUSE_MS;
  }
}

function keptFrom({ token, expiresAt = Number.POSITIVE_INFINITY }: AccessToken): Kept {
  const halfLifeMs = Math.max(0, expiresAt - Date.now()) / 2;
  return { token, expiresAt, refreshAt: expiresAt - Math.min(REFRESH_BEFORE_MS, halfLifeMs) };
}
