import type { Clock } from '../types/clock.ts';
import type { Allowance, Reservation, Spending } from '../types/ledger.ts';
import { receipt } from './receipt.ts';

const MOST_WINDOWS = 10_000;

interface Window {
  tokens: number;
  cost: number;
  readonly endsAt: number;
}

/** The part of budgets that one process keeps to while it cannot ask. */
export class PartOfBudgets {
  readonly #processes: number;
  readonly #clock: Clock;
  readonly #windows = new Map<string, Window>();

  constructor(processes: number, clock: Clock) {
    this.#processes = processes;
    this.#clock = clock;
  }

  /** Refuses keys beyond the 10,000th that has an open window: none is forgotten while its window lasts. */
  reserve(amount: Spending, { key, max, windowMs }: Allowance): Reservation {
    const now = this.#clock.now();
    const window = this.#open(key, now, windowMs);
    const most = { tokens: max.tokens / this.#processes, cost: max.cost / this.#processes };
    const left = { tokens: most.tokens - (window?.tokens ?? 0), cost: most.cost - (window?.cost ?? 0) };
    if (!window || amount.tokens > left.tokens || amount.cost > left.cost)
      return {
        granted: false,
        left: { tokens: Math.max(0, left.tokens), cost: Math.max(0, left.cost) },
        resetMs: window ? window.endsAt - now : windowMs,
      };
    window.tokens += amount.tokens;
    window.cost += amount.cost;
    return receipt((spent) => {
      window.tokens += spent.tokens - amount.tokens;
      window.cost += spent.cost - amount.cost;
    });
  }

  #open(key: string, now: number, windowMs: number): Window | undefined {
    const known = this.#windows.get(key);
    if (known && known.endsAt > now) return known;
    if (this.#windows.size >= MOST_WINDOWS)
      for (const [other, { endsAt }] of this.#windows) if (endsAt <= now) this.#windows.delete(other);
    if (this.#windows.size >= MOST_WINDOWS && !known) return undefined;
    const window = { tokens: 0, cost: 0, endsAt: now + windowMs };
    this.#windows.set(key, window);
    return window;
  }
}
