import { Refusal } from '../refusal.ts';
import type { Party } from './parties.ts';

const RETRY_MS = 1_000;

/** Who has how many requests under way in this process. */
export class Places {
  readonly #taken = new Map<string, number>();

  /** Takes a place for each party, or throws Refusal (429). What is returned gives them back, once. */
  take(parties: readonly Party[]): () => void {
    const limited = parties.filter(({ ceilings }) => ceilings.maxConcurrent < Number.POSITIVE_INFINITY);
    if (limited.some(({ key, ceilings }) => (this.#taken.get(key) ?? 0) >= ceilings.maxConcurrent))
      throw new Refusal(429, 'concurrency_limit_exceeded', 'Too many requests are under way: wait for one to end', {
        retryAfterMs: RETRY_MS,
      });
    for (const { key } of limited) this.#taken.set(key, (this.#taken.get(key) ?? 0) + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      for (const { key } of limited) this.#giveBack(key);
    };
  }

  #giveBack(key: string): void {
    const left = (this.#taken.get(key) ?? 0) - 1;
    if (left > 0) this.#taken.set(key, left);
    else this.#taken.delete(key);
  }
}
