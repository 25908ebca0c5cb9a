import type { Place, Throttle } from '../../src/layers/throttle.ts';
import type { Quota, RateLimits } from '../../src/types/rate-limits.ts';
import type { ManualClock } from './manual-clock.ts';

/** How a provider counts: what came in the last 60 s, in this minute of the clock, or out of a bucket that refills. */
export type Counting = 'sliding' | 'fixed' | 'bucket';

/** A provider in virtual time that limits the rate and says so with every reply. */
export interface LimitedProvider {
  /** Requests a minute; may be changed at any time. */
  limit: number;
  /** Counts a request, or refuses it. */
  ask(): { readonly ok: boolean; readonly limits: RateLimits };
}

export function limitedProvider(clock: ManualClock, counting: Counting, limit: number): LimitedProvider {
  const arrivals: number[] = [];
  let level = limit;
  let levelAt = clock.now();
  const provider: LimitedProvider = {
    limit,
    ask() {
      const ok = left() >= 1;
      if (ok) {
        arrivals.push(clock.now());
        level -= 1;
      }
      const quota = quotaNow();
      return { ok, limits: { requests: quota, ...(!ok && { retryAfterMs: quota.resetMs ?? 0 }) } };
    },
  };
  const used = () => {
    const now = clock.now();
    const since = counting === 'fixed' ? Math.floor(now / 60_000) * 60_000 - 1 : now - 60_000;
    while (arrivals[0] !== undefined && arrivals[0] <= since) arrivals.shift();
    return arrivals.length;
  };
  const left = () => {
    if (counting !== 'bucket') return provider.limit - used();
    level = Math.min(provider.limit, level + ((clock.now() - levelAt) * provider.limit) / 60_000);
    levelAt = clock.now();
    return level;
  };
  const quotaNow = (): Quota => {
    const now = clock.now();
    const remaining = Math.max(0, Math.floor(left()));
    const common = { limit: provider.limit, remaining };
    if (counting === 'bucket')
      return { ...common, resetMs: ((provider.limit - left()) * 60_000) / provider.limit, refills: true };
    if (counting === 'fixed') return { ...common, resetMs: 60_000 - (now % 60_000) };
    return { ...common, resetMs: arrivals.length > 0 ? (arrivals.at(-1) ?? now) + 60_000 - now : 0 };
  };
  return provider;
}

export interface Load {
  readonly clock: ManualClock;
  readonly throttle: Throttle;
  readonly provider: LimitedProvider;
  /** Calls that want to be made at a time. */
  readonly calls: number;
  /** Milliseconds to the provider, and back. */
  readonly travelMs: () => number;
}

/** What came of a load: when each request arrived, and when one was refused. */
export interface Outcome {
  readonly arrivals: number[];
  readonly refusals: number[];
  readonly firstReplyAt: () => number;
  stop(): void;
}

/** Makes calls for as long as it is not stopped. */
export function load({ clock, throttle, provider, calls, travelMs }: Load): Outcome {
  const controller = new AbortController();
  const [arrivals, refusals]: [number[], number[]] = [[], []];
  let firstReplyAt = Number.POSITIVE_INFINITY;
  const travel = () => new Promise<void>((resolve) => clock.after(travelMs(), resolve));
  const call = async (place: Place) => {
    await travel();
    const { ok, limits } = provider.ask();
    (ok ? arrivals : refusals).push(clock.now());
    await travel();
    firstReplyAt = Math.min(firstReplyAt, clock.now());
    place.learn?.(limits);
    place();
  };
  const worker = async () => {
    while (!controller.signal.aborted)
      await call(await throttle.acquire({ tokens: 1, priority: 5, signal: controller.signal }));
  };
  for (let index = 0; index < calls; index += 1) worker().catch(() => {});
  return { arrivals, refusals, firstReplyAt: () => firstReplyAt, stop: () => controller.abort() };
}
