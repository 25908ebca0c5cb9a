import { BudgetExceededError } from '../errors.ts';
import type { Clock } from '../types/clock.ts';
import type { Allowance, Ledger, Reservation, Spending } from '../types/ledger.ts';

/** How many keys may have an open window at a time. */
const MAX_KEYS = 100_000;
const ROUNDING = 1e-9; // a sum of fractions must not cost the last call of a budget

interface Window {
  readonly endsAt: number;
  tokens: number;
  cost: number;
}

/**
 * Budgets of one process. A window that is open is never forgotten: with 100,000 of them a new key is refused until the
 * first one ends, by BudgetExceededError.
 */
export class MemoryLedger implements Ledger {
  readonly #clock: Clock;
  readonly #maxKeys: number;
  readonly #windows = new Map<string, Window>(); // by opening

  constructor(clock: Clock, maxKeys: number = MAX_KEYS) {
    this.#clock = clock;
    this.#maxKeys = maxKeys;
  }

  reserve(amount: Spending, { key, max, windowMs }: Allowance): Reservation {
    const now = this.#clock.now();
    this.#forget(now);
    let window = this.#windows.get(key);
    if (window && window.endsAt <= now) {
      this.#windows.delete(key); // of a shorter length than those before it
      window = undefined;
    }
    if (!window && this.#windows.size >= this.#maxKeys) this.#sweep(now);
    if (!window && this.#windows.size >= this.#maxKeys) {
      const [first] = this.#windows.values();
      throw full(this.#maxKeys, (first?.endsAt ?? now) - now);
    }
    window ??= { endsAt: now + windowMs, tokens: 0, cost: 0 };
    const left = { tokens: max.tokens - window.tokens, cost: max.cost - window.cost };
    if (amount.tokens > left.tokens || amount.cost > left.cost + ROUNDING)
      return {
        granted: false,
        left: { tokens: Math.max(0, left.tokens), cost: Math.max(0, left.cost) },
        resetMs: window.endsAt - now,
      };
    this.#windows.set(key, window);
    add(window, amount, 1);
    let open = true;
    const settle = (spent: Spending) => {
      if (!open) return;
      open = false;
      add(window, amount, -1);
      add(window, spent, 1);
    };
    return { granted: true, settle };
  }

  /** All that have ended, also behind a long one that has not. */
  #sweep(now: number): void {
    for (const [key, { endsAt }] of this.#windows) if (endsAt <= now) this.#windows.delete(key);
  }

  /** Windows that have ended, the oldest first. */
  #forget(now: number): void {
    for (const [key, { endsAt }] of this.#windows) {
      if (endsAt > now) return;
      this.#windows.delete(key);
    }
  }
}

function full(keys: number, resetMs: number): BudgetExceededError {
  const waitMs = Number.isFinite(resetMs) ? Math.ceil(resetMs) : undefined;
  const wait = waitMs === undefined ? '' : `wait ${waitMs} ms, or `;
  return new BudgetExceededError(
    `${keys} scopes have one that is not over, and this process keeps no more: ${wait}give a \`budget.ledger\` that does`,
    {},
    waitMs,
  );
}

function add(window: Window, { tokens, cost }: Spending, sign: 1 | -1): void {
  window.tokens += sign * tokens;
  window.cost += sign * cost;
}
