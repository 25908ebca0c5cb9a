import type { Target } from '../types/client-event.ts';
import type { SharedLimits } from '../types/shared-limits.ts';
import { type RunScript, runWith, script } from './client.ts';
import { Connection } from './connection.ts';
import { RedisGate } from './gate.ts';
import { type Keys, keysOf } from './keys.ts';
import { RedisLedger } from './ledger.ts';
import type { RedisLimitsSettings } from './options.ts';
import { RedisRates } from './rates.ts';

const MINUTE_MS = 60_000;
const MAX_MODELS = 100;
const PING = script('return 1');

/** Joint limits and budgets kept in Redis. */
export class RedisLimits implements SharedLimits {
  /** What is spent by a key is counted over all processes. */
  readonly ledger: RedisLedger;
  /** What starts by a key is counted over all processes. */
  readonly rates: RedisRates;
  readonly #settings: RedisLimitsSettings;
  readonly #windowMs: number;
  readonly #run: RunScript;
  readonly #connection: Connection;
  readonly #keys: Keys;
  readonly #gates = new Map<string, RedisGate>();

  constructor(settings: RedisLimitsSettings, windowMs = MINUTE_MS) {
    const { client, prefix, name, clock, timeoutMs } = settings;
    this.#settings = settings;
    this.#windowMs = windowMs;
    this.#run = runWith(client);
    this.#keys = keysOf(prefix, name);
    this.#connection = new Connection({ run: this.#run, clock, timeoutMs, probe: () => this.#probe() });
    this.ledger = new RedisLedger(settings, this.#connection, this.#keys);
    this.rates = new RedisRates({ settings, windowMs, connection: this.#connection, keys: this.#keys });
  }

  /** Whether Redis answered when it was last asked. */
  get isAvailable(): boolean {
    return this.#connection.isAvailable;
  }

  /** The same for all throttles of a model in this process. The last 100 models are kept. */
  of({ provider, model }: Target): RedisGate {
    const name = JSON.stringify([provider, model]);
    const gate =
      this.#gates.get(name) ??
      new RedisGate({
        settings: this.#settings,
        windowMs: this.#windowMs,
        run: this.#run,
        connection: this.#connection,
        keys: this.#keys.limits(name),
      });
    this.#gates.delete(name);
    this.#gates.set(name, gate);
    const [oldest] = this.#gates.keys();
    if (oldest !== undefined && this.#gates.size > MAX_MODELS) this.#gates.delete(oldest);
    return gate;
  }

  async #probe(): Promise<void> {
    await this.#run(PING, [await this.#keys.spending('')], []);
    await Promise.all(Array.from(this.#gates.values(), (gate) => gate.renew()));
  }
}
