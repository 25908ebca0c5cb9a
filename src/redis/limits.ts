import { ThrottledError } from '../errors.ts';
import { randomId } from '../lib/id.ts';
import type { SharedAnswer, SharedAsk, SharedLimits } from '../types/shared-limits.ts';
import { PartOfLimits } from './alone.ts';
import { type RunScript, runWith } from './client.ts';
import { Connection, RETRY_MS } from './connection.ts';
import { type Keys, keysOf } from './keys.ts';
import { RedisLedger } from './ledger.ts';
import type { RedisLimitsSettings } from './options.ts';
import { RELEASE, RENEW } from './scripts/places.ts';
import { TAKE } from './scripts/take.ts';

const MINUTE_MS = 60_000;
const RENEWALS_A_LEASE = 3;

/** Joint limits kept in Redis. One timer renews the places of this process for as long as it holds any. */
export class RedisLimits implements SharedLimits {
  /** The same for budgets: what is spent by a key is counted over all processes. */
  readonly ledger: RedisLedger;
  readonly #settings: RedisLimitsSettings;
  readonly #windowMs: number;
  readonly #run: RunScript;
  readonly #connection: Connection;
  readonly #keys: Keys;
  readonly #part: PartOfLimits;
  readonly #holder = randomId('place');
  readonly #held = new Set<string>();
  #count = 0;
  #cancelRenewal: (() => void) | undefined;

  constructor(settings: RedisLimitsSettings, windowMs = MINUTE_MS) {
    const { client, prefix, name, clock, timeoutMs, processes } = settings;
    this.#settings = settings;
    this.#windowMs = windowMs;
    this.#run = runWith(client);
    this.#keys = keysOf(prefix, name);
    this.#part = new PartOfLimits(processes);
    this.#connection = new Connection({ run: this.#run, clock, timeoutMs, probe: () => this.#renew() });
    this.ledger = new RedisLedger(settings, this.#connection, this.#keys);
  }

  /** Whether Redis answered when it was last asked. */
  get isAvailable(): boolean {
    return this.#connection.isAvailable;
  }

  async take(ask: SharedAsk): Promise<SharedAnswer> {
    const { queue, tokens, limits } = ask;
    const { requestsPerMinute, tokensPerMinute, maxConcurrency } = limits;
    this.#count += 1;
    const place = `${this.#holder}-${this.#count.toString(36)}`;
    const keys = await this.#keys.limits();
    const numbers = [Math.ceil(tokens), requestsPerMinute, tokensPerMinute, Math.floor(maxConcurrency)];
    const args = [queue, place, ...numbers.map(written), `${this.#windowMs}`, `${this.#settings.leaseMs}`];
    const giveBack = ({ value }: { readonly value: unknown }) => {
      if (isGranted(value)) this.#connection.tell(RELEASE, [keys.places], [place]);
    };
    const reply = await this.#connection.send(TAKE, keys.all, args, giveBack);
    if (!reply) return this.#alone(ask, place);
    if (!isGranted(reply.value)) return { granted: false, waitMs: Number((reply.value as readonly unknown[])[1]) };
    return this.#grant(place, maxConcurrency);
  }

  #alone(ask: SharedAsk, place: string): SharedAnswer {
    const { whenUnavailable, clock } = this.#settings;
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
    void this.#keys.limits().then(({ places }) => this.#connection.send(RELEASE, [places], [place]));
  }

  #renewLater(): () => void {
    const { clock, leaseMs } = this.#settings;
    return clock.after(leaseMs / RENEWALS_A_LEASE, () => {
      this.#cancelRenewal = this.#renewLater();
      void this.#keys.limits().then(({ places }) => this.#connection.send(RENEW, [places], this.#lease()));
    });
  }

  /** Tells Redis of every place held here, also those that were taken while it was away. */
  async #renew(): Promise<unknown> {
    const { places } = await this.#keys.limits();
    return this.#run(RENEW, [places], this.#lease());
  }

  #lease(): readonly string[] {
    return [`${this.#settings.leaseMs}`, ...this.#held];
  }
}

const written = (value: number): string => (value === Number.POSITIVE_INFINITY ? '' : String(value));

const isGranted = (value: unknown): boolean => Array.isArray(value) && Number(value[0]) === 1;
