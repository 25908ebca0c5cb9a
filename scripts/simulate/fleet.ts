import { SecureLLMClient } from '../../src/client.ts';
import { isSecureLLMError } from '../../src/errors.ts';
import type { ThrottleOptions } from '../../src/options/types.ts';
import type { Provider } from '../../src/types/call.ts';
import type { Random } from '../eval/ids/make.ts';
import type { VirtualClock } from './clock.ts';

/** What became of a call. */
export interface Outcome {
  readonly process: number;
  readonly askedAt: number;
  readonly endedAt: number;
  /** Absent where it was answered. */
  readonly errorCode?: string;
}

export interface Fleet {
  readonly clock: VirtualClock;
  readonly provider: Provider;
  /** When each process calls, in milliseconds. */
  readonly times: readonly (readonly number[])[];
  readonly throttleOf: (process: number) => ThrottleOptions;
}

/** Random times, so many a minute on average. */
export function randomTimes(perMinute: number, minutes: number, random: Random): readonly number[] {
  const nextMs = () => (-Math.log(1 - random()) * 60_000) / perMinute;
  const times: number[] = [];
  for (let at = nextMs(); at < minutes * 60_000; at += nextMs()) times.push(at);
  return times;
}

const NO_LIMITS = { tokensPerMinute: Number.POSITIVE_INFINITY, maxConcurrency: Number.POSITIVE_INFINITY };
const NO_GUARDS = {
  sanitize: { unicode: false, secrets: false, pii: false, injection: false },
  output: { unicode: false, links: false, secrets: false, pii: false, leak: false },
  fence: false,
} as const;

/** One client a process. Answers a log that fills as virtual time passes. */
export function startFleet({ clock, provider, times, throttleOf }: Fleet): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  for (const [process, calls] of times.entries()) {
    const throttle = { ...NO_LIMITS, ...throttleOf(process) };
    const client = new SecureLLMClient({ provider, clock, throttle, ...NO_GUARDS });
    const ask = async () => {
      const askedAt = clock.now();
      const error = await client.chat('Hello').then(
        () => undefined,
        (error: unknown) => error,
      );
      const errorCode = isSecureLLMError(error) ? error.code : undefined;
      if (error && !errorCode) throw error;
      outcomes.push({ process, askedAt, endedAt: clock.now(), ...(errorCode && { errorCode }) });
    };
    for (const at of calls) clock.after(at, () => void ask());
  }
  return outcomes;
}
