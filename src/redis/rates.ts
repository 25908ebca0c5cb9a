import { ThrottledError } from '../errors.ts';
import { MinuteRates } from '../lib/minute-rates.ts';
import type { RateAnswer, RateAsk, RateRoom, SharedRates } from '../types/shared-rates.ts';
import { type Connection, RETRY_MS } from './connection.ts';
import type { Keys } from './keys.ts';
import type { RedisLimitsSettings } from './options.ts';
import { CORRECT, START } from './scripts/starts.ts';

export interface RedisRatesOptions {
  readonly settings: RedisLimitsSettings;
  readonly windowMs: number;
  readonly connection: Connection;
  readonly keys: Keys;
}

const FIELDS = 4; // of each key in a reply

/** Rates kept in Redis, on its clock. */
export class RedisRates implements SharedRates {
  readonly #options: RedisRatesOptions;
  readonly #alone: MinuteRates;

  constructor(options: RedisRatesOptions) {
    this.#options = options;
    this.#alone = new MinuteRates(options.settings.clock);
  }

  /** Rejects with ThrottledError while Redis is unavailable and `whenUnavailable` is `closed`. */
  async take(asks: readonly RateAsk[]): Promise<RateAnswer> {
    const { connection, windowMs, keys } = this.#options;
    const at = await keys.rates(asks.map(({ key }) => key));
    const args = [`${windowMs}`, ...asks.flatMap(({ weight, limit }) => [`${weight}`, `${limit}`])];
    const reply = await connection.send(START, at, args, ({ value }) => {
      const late = answerOf(value);
      if (late.granted) connection.tell(CORRECT, at, corrections(asks, late.slots, []));
    });
    if (!reply) return this.#without(asks);
    const { granted, rooms, slots } = answerOf(reply.value);
    let open = granted;
    const settle = async (weights: readonly number[]) => {
      if (!open) return;
      open = false;
      await connection.send(CORRECT, at, corrections(asks, slots, weights));
    };
    return { granted, rooms, settle };
  }

  #without(asks: readonly RateAsk[]): RateAnswer {
    const { whenUnavailable, processes } = this.#options.settings;
    switch (whenUnavailable) {
      case 'open':
        return this.#alone.take(asks);
      case 'local':
        return this.#alone.take(asks.map((ask) => partOf(ask, processes)));
      case 'closed':
        throw new ThrottledError(
          RETRY_MS,
          `the shared rates cannot be reached: retry in ${RETRY_MS} ms, look after Redis, or choose another \`whenUnavailable\``,
        );
    }
  }
}

/** The part of one process. Throws ThrottledError for a start that fits the limit and is heavier than the part. */
function partOf(ask: RateAsk, processes: number): RateAsk {
  const limit = Math.max(1, Math.floor(ask.limit / processes));
  if (ask.weight <= limit || ask.weight > ask.limit) return { ...ask, limit };
  throw new ThrottledError(
    RETRY_MS,
    `the shared rates cannot be reached, and this process's part is ${limit}: retry in ${RETRY_MS} ms, or ask for less`,
  );
}

function answerOf(value: unknown): { granted: boolean; rooms: readonly RateRoom[]; slots: readonly number[] } {
  const [granted, ...numbers] = (value as readonly unknown[]).map(Number);
  const keys = Array.from({ length: numbers.length / FIELDS }, (_, key) => numbers.slice(key * FIELDS));
  return {
    granted: granted === 1,
    rooms: keys.map(([wait = 0, left = 0, resetMs = 0]) => ({
      waitMs: wait < 0 ? Number.POSITIVE_INFINITY : wait,
      left,
      resetMs,
    })),
    slots: keys.map(([, , , slot = 0]) => slot),
  };
}

/** What was not named weighs nothing. */
const corrections = (
  asks: readonly RateAsk[],
  slots: readonly number[],
  weights: readonly number[],
): readonly string[] =>
  asks.flatMap(({ weight }, index) => [`${slots[index] ?? 0}`, `${(weights[index] ?? 0) - weight}`]);
