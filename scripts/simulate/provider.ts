import { NetworkError, RateLimitError } from '../../src/errors.ts';
import { sleep } from '../../src/lib/clock.ts';
import type { Provider } from '../../src/types/call.ts';
import type { Clock } from '../../src/types/clock.ts';
import type { Random } from '../eval/ids/make.ts';

const MINUTE_MS = 60_000;
const MEDIAN_MS = 2_000;
const SPREAD = 0.5; // of the logarithm of an answer's time

/**
 * A provider that counts over any 60 s, as vendors say they do, says in every reply what is left, and refuses with
 * Retry-After what is above its limit.
 */
export interface SimulatedProvider extends Provider {
  /** When requests arrived, those that were refused included. */
  readonly arrivals: readonly number[];
  readonly refusals: readonly number[];
  /** While true no request reaches it. */
  isDown: boolean;
}

export function simulatedProvider(requestsPerMinute: number, clock: Clock, random: Random): SimulatedProvider {
  const arrivals: number[] = [];
  const refusals: number[] = [];
  const accepted: number[] = []; // of the last minute
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const provider: SimulatedProvider = {
    name: 'simulated',
    model: 'simulated',
    capabilities: { remote: true, tools: false, files: false, objects: false },
    arrivals,
    refusals,
    isDown: false,
    async *call({ signal, learn }) {
      const now = clock.now();
      arrivals.push(now);
      if (provider.isDown) throw new NetworkError('The connection was refused');
      while ((accepted[0] ?? now) <= now - MINUTE_MS) accepted.shift();
      if (accepted.length >= requestsPerMinute) {
        refusals.push(now);
        const roomMs = (accepted[0] ?? now) + MINUTE_MS - now;
        const retryAfterMs = Math.ceil(roomMs / 1_000) * 1_000;
        learn?.({ requests: { limit: requestsPerMinute, remaining: 0, resetMs: roomMs }, retryAfterMs });
        throw new RateLimitError({ provider: 'simulated', status: 429, retryAfterMs });
      }
      accepted.push(now);
      const remaining = requestsPerMinute - accepted.length;
      learn?.({ requests: { limit: requestsPerMinute, remaining, resetMs: MINUTE_MS } });
      yield { type: 'start', provider: 'simulated', model: 'simulated' };
      await sleep(clock, MEDIAN_MS * Math.exp(SPREAD * normal()), signal);
      yield { type: 'text-delta', text: 'Done.' };
      yield { type: 'end', finishReason: 'stop', usage: { inputTokens: 100, outputTokens: 10, totalTokens: 110 } };
    },
  };
  return provider;
}
