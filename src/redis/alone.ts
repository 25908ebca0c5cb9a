import { ThrottledError } from '../errors.ts';
import { RateGate } from '../lib/gcra.ts';
import type { SharedAsk } from '../types/shared-limits.ts';
import { RETRY_MS } from './connection.ts';

const POLL_MS = 50;

/** The part of joint limits that one process keeps to while it cannot ask. */
export class PartOfLimits {
  readonly #processes: number;
  #limits: Pick<SharedAsk['limits'], 'requestsPerMinute' | 'tokensPerMinute'> | undefined;
  #requests = new RateGate(1);
  #tokens = new RateGate(1);

  constructor(processes: number) {
    this.#processes = processes;
  }

  /**
   * Counts a start and answers 0, or answers how many milliseconds to wait. Throws ThrottledError for a job that is heavier
   * than the part, so that it does not hold up the others.
   */
  take({ tokens, limits }: SharedAsk, held: number, now: number): number {
    this.#read(limits);
    const part = Math.max(1, limits.tokensPerMinute / this.#processes);
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

  #read({ requestsPerMinute, tokensPerMinute }: SharedAsk['limits']): void {
    const before = this.#limits;
    if (before?.requestsPerMinute === requestsPerMinute && before.tokensPerMinute === tokensPerMinute) return;
    this.#limits = { requestsPerMinute, tokensPerMinute };
    this.#requests = new RateGate(Math.max(1, requestsPerMinute / this.#processes));
    this.#tokens = new RateGate(Math.max(1, tokensPerMinute / this.#processes));
  }
}
