import { ThrottledError } from '../errors.ts';
import { randomId } from '../lib/id.ts';
import type { SharedAnswer, SharedAsk, SharedGate } from '../types/shared-limits.ts';
import { PartOfLimits } from './alone.ts';
import type { RunScript } from './client.ts';
import { type Connection, RETRY_MS } from './connection.ts';
import type { LimitKeys } from './keys.ts';
import type { RedisLimitsSettings } from './options.ts';
import { RELEASE, RENEW } from './scripts/places.ts';
import { TAKE } from './scripts/take.ts';

const RENEWALS_A_LEASE = 3;

export interface RedisGateOptions {
  readonly settings: RedisLimitsSettings;
  readonly windowMs: number;
  readonly run: RunScript;
  readonly connection: Connection;
  readonly keys: Promise<LimitKeys>;
}

/** The limits of one model, kept in Redis. One timer renews the places of this process for as long as it holds any. */
export class RedisGate implements SharedGate {
  readonly #options: RedisGateOptions;
  readonly #part: PartOfLimits;
  readonly #holder = randomId('place');
  readonly #held = new Set<string>();
  #count = 0;
  #cancelRenewal: (() => void) | undefined;

  constructor(options: RedisGateOptions) {
    this.#options = options;
    this.#part = new PartOfLimits(options.settings.processes);
  }

  async take(ask: SharedAsk): Promise<SharedAnswer> {
    const { settings, connection, windowMs } = this.#options;
    const { requestsPerMinute, tokensPerMinute, maxConcurrency } = ask.limits;
    this.#count += 1;
    const place = `${this.#holder}-${this.#count.toString(36)}`;
    const keys = await this.#options.keys;
    const numbers = [Math.ceil(ask.tokens), requestsPerMinute, tokensPerMinute, Math.floor(maxConcurrency)];
    const args = [ask.queue, place, ...numbers.map(written), `${windowMs}`, `${settings.leaseMs}`];
    const reply = await connection.send(TAKE, keys.all, args, ({ value }) => {
      if (isGranted(value) && !this.#held.has(place)) connection.tell(RELEASE, [keys.places], [place]);
    });
    if (!reply) return this.#alone(ask, place);
    if (!isGranted(reply.value)) return { granted: false, waitMs: Number((reply.value as readonly unknown[])[1]) };
    return this.#grant(place, maxConcurrency);
  }

  /** Tells Redis of every place held here, also of those that were taken while it was away. */
  async renew(): Promise<void> {
    const { places } = await this.#options.keys;
    if (this.#held.size > 0) await this.#options.run(RENEW, [places], this.#lease());
  }

  #alone(ask: SharedAsk, place: string): SharedAnswer {
    const { whenUnavailable, clock } = this.#options.settings;
    if (whenUnavailable === 'closed')
      throw new ThrottledError(
        RETRY_MS,
        `the shared limits cannot be reached: retry in ${RETRY_MS} ms, look after Redis, or choose another \`whenUnavailable\``,
      );
    const waitMs = whenUnavailable === 'open' ? 0 : this.#part.take(ask, this.#held.size, clock.now());
    return waitMs > 0 ? { granted: false, waitMs } : this.#grant(place, ask.limits.maxConcurrency);
  }

  #grant(place: string, maxConcurrency: number): SharedAnswer {
    if (maxConcurrency === Number.POSITIVE_INFINITY) return { granted: true, release: () => {} };
    this.#held.add(place);
    this.#cancelRenewal ??= this.#renewLater();
    return { granted: true, release: () => this.#release(place) };
  }

  #release(place: string): void {
    if (!this.#held.delete(place)) return;
    if (this.#held.size === 0) {
      this.#cancelRenewal?.();
      this.#cancelRenewal = undefined;
    }
    const { keys, connection } = this.#options;
    void keys.then(({ places }) => connection.send(RELEASE, [places], [place]));
  }

  #renewLater(): () => void {
    const { keys, connection, settings } = this.#options;
    return settings.clock.after(settings.leaseMs / RENEWALS_A_LEASE, () => {
      this.#cancelRenewal = this.#renewLater();
      void keys.then(({ places }) => connection.send(RENEW, [places], this.#lease()));
    });
  }

  #lease(): readonly string[] {
    return [`${this.#options.settings.leaseMs}`, ...this.#held];
  }
}

const written = (value: number): string => (value === Number.POSITIVE_INFINITY ? '' : String(value));

const isGranted = (value: unknown): boolean => Array.isArray(value) && Number(value[0]) === 1;
