import { ThrottledError } from '../errors.ts';
import { RateGate } from '../lib/gcra.ts';
import type { SharedAsk } from '../types/shared-limits.ts';
import { RETRY_MS } from './connection.ts';

const POLL_MS = 50;

/** The part of joint limits that one process keeps to while it cannot ask. */
export class PartOfLimits {
  readonly #processes: number;
  readonly #requests = new RateGate(Number.POSITIVE_INFINITY);
  readonly #tokens = new RateGate(Number.POSITIVE_INFINITY);

  constructor(processes: number) {
    this.#processes = processes;
  }

  /**
   * Counts a start and answers 0, or answers how many milliseconds to wait. Throws ThrottledError for a job that is heavier
   * than the part, so that it does not hold up the others.
   */
  take({ tokens, limits }: SharedAsk, held: number, now: number): number {
    this.#limitTo(limits, now);
    const part = this.#tokens.limit;
    if (tokens > part) {
      const rule = `the shared limits cannot be reached, and this process's part of them is ${Math.floor(part)} tokens a minute`;
      throw new ThrottledError(RETRY_MS, `${rule}: retry in ${RETRY_MS} ms, or shorten the call`);
    }
    if (held >= Math.max(1, Math.floor(limits.maxConcurrency / this.#processes))) return POLL_MS;
    const waitMs = Math.max(this.#requests.waitMs(1, now), this.#tokens.waitMs(tokens, now));
    if (waitMs > 0) return waitMs;
    this.#requests.take(1, now);
    this.#tokens.take(tokens, now);
    return 0;
  }

  #limitTo({ requestsPerMinute, tokensPerMinute }: SharedAsk['limits'], now: number): void {
    this.#requests.limitTo(Math.max(1, requestsPerMinute / this.#processes), 0, now);
    this.#tokens.limitTo(Math.max(1, tokensPerMinute / this.#processes), 0, now);
  }
}
