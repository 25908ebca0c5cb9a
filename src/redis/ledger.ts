import { ThrottledError } from '../errors.ts';
import { randomId } from '../lib/id.ts';
import { MemoryLedger } from '../lib/ledger.ts';
import type { Allowance, Ledger, Reservation, Spending } from '../types/ledger.ts';
import { type Connection, RETRY_MS } from './connection.ts';
import type { Keys } from './keys.ts';
import type { RedisLimitsSettings } from './options.ts';
import { RESERVE, SETTLE } from './scripts/spending.ts';

const YEAR_MS = 366 * 86_400_000;

/** Budgets kept in Redis, in windows of a year at most. What a process that dies had reserved stays reserved until its window ends. */
export class RedisLedger implements Ledger {
  readonly #settings: RedisLimitsSettings;
  readonly #connection: Connection;
  readonly #keys: Keys;
  readonly #part: MemoryLedger;

  constructor(settings: RedisLimitsSettings, connection: Connection, keys: Keys) {
    this.#settings = settings;
    this.#connection = connection;
    this.#keys = keys;
    this.#part = new MemoryLedger(settings.clock);
  }

  /** Rejects with ThrottledError while Redis is unavailable and `whenUnavailable` is `closed`. */
  async reserve(amount: Spending, allowance: Allowance): Promise<Reservation> {
    const { key, max, windowMs } = allowance;
    const at = await this.#keys.spending(key);
    const window = [
      written(max.tokens),
      written(max.cost),
      `${Math.ceil(Math.min(windowMs, YEAR_MS))}`,
      randomId('window'),
    ];
    const args = [`${amount.tokens}`, `${amount.cost}`, ...window];
    const settleLate = ({ value }: { readonly value: unknown }) => {
      const [granted, name] = value as readonly unknown[];
      if (Number(granted) === 1) this.#connection.tell(SETTLE, [at], correction(String(name), amount, NOTHING));
    };
    const reply = await this.#connection.send(RESERVE, [at], args, settleLate);
    if (!reply) return this.#alone(amount, allowance);
    const [granted, ...rest] = reply.value as readonly unknown[];
    if (Number(granted) === 1) return receipt((spent) => this.#settle(at, String(rest[0]), amount, spent));
    const [tokens, cost, resetMs] = rest;
    return { granted: false, left: { tokens: leftOf(tokens), cost: leftOf(cost) }, resetMs: Number(resetMs) };
  }

  async #settle(at: string, name: string, reserved: Spending, spent: Spending): Promise<void> {
    await this.#connection.send(SETTLE, [at], correction(name, reserved, spent));
  }

  #alone(amount: Spending, allowance: Allowance): Reservation {
    switch (this.#settings.whenUnavailable) {
      case 'open':
        return receipt(() => {});
      case 'local':
        return this.#part.reserve(amount, partOf(allowance, this.#settings.processes));
      case 'closed':
        throw new ThrottledError(
          RETRY_MS,
          `the shared budget cannot be reached: retry in ${RETRY_MS} ms, look after Redis, or choose another \`whenUnavailable\``,
        );
    }
  }
}

/** A reservation that was granted, and settles once. */
function receipt(settle: (spent: Spending) => void | Promise<void>): Reservation {
  let isOpen = true;
  return {
    granted: true,
    settle: (spent) => {
      if (!isOpen) return;
      isOpen = false;
      return settle(spent);
    },
  };
}

const partOf = ({ max, ...allowance }: Allowance, processes: number): Allowance => ({
  ...allowance,
  max: { tokens: max.tokens / processes, cost: max.cost / processes },
});

const NOTHING: Spending = { tokens: 0, cost: 0 };

const correction = (window: string, reserved: Spending, spent: Spending): readonly string[] => [
  window,
  `${spent.tokens - reserved.tokens}`,
  `${spent.cost - reserved.cost}`,
];

const written = (value: number): string => (value === Number.POSITIVE_INFINITY ? '' : String(value));

const leftOf = (value: unknown): number => (value === 'inf' ? Number.POSITIVE_INFINITY : Math.max(0, Number(value)));
