import type { Clock } from '../types/clock.ts';
import type { RateAnswer, RateAsk, RateRoom, SharedRates } from '../types/shared-rates.ts';
import { LeastUsed } from './least-used.ts';
import { MinuteLog } from './minute-log.ts';

const MAX_KEYS = 10_000;
const SLOT_MS = 1_000;

interface Counted {
  readonly log: MinuteLog;
  limit: number;
}

/** Rates of one process: no 60 s hold more than the limit, and all of it may start at once. The 10,000 keys asked about last are kept. */
export class MinuteRates implements SharedRates {
  readonly #clock: Clock;
  readonly #keys = new LeastUsed<Counted>(
    MAX_KEYS,
    () => ({ log: new MinuteLog(SLOT_MS), limit: 1 }),
    ({ log, limit }, now) => log.weightAt(now) / limit,
  );

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  take(asks: readonly RateAsk[]): RateAnswer {
    const now = this.#clock.now();
    const logs = asks.map(({ key, limit }) => {
      const counted = this.#keys.of(key, now);
      counted.limit = limit;
      return counted.log;
    });
    const waits = asks.map(({ weight, limit }, index) =>
      weight > limit ? Number.POSITIVE_INFINITY : (logs[index]?.roomMs(weight, limit, now) ?? 0),
    );
    const granted = waits.every((waitMs) => waitMs === 0);
    if (granted) for (const [index, { weight }] of asks.entries()) logs[index]?.add(weight, now);
    const rooms = asks.map(
      ({ limit }, index): RateRoom => ({
        waitMs: waits[index] ?? 0,
        left: Math.max(0, limit - (logs[index]?.weightAt(now) ?? 0)),
        resetMs: logs[index]?.oldestMs(now) ?? 0,
      }),
    );
    let open = granted;
    return {
      granted,
      rooms,
      settle(weights) {
        if (!open) return;
        open = false;
        for (const [index, { weight }] of asks.entries()) logs[index]?.correct((weights[index] ?? 0) - weight, now);
      },
    };
  }
}
