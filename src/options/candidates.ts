import type { ThrottleLimits } from '../layers/bottleneck-throttle.ts';
import type { AttemptLimits } from '../layers/timeout.ts';
import { type Check, fields, type Given, group, limit, listOf, show } from '../lib/check.ts';
import type { FenceMode } from '../lib/fence.ts';
import type { Provider } from '../types/call.ts';
import { DEFAULTS } from './defaults.ts';
import { SharedThrottle, THROTTLE, throttleLimits } from './throttle.ts';
import type { AttemptOptions, Candidate, SecureLLMClientOptions, ThrottleOptions } from './types.ts';

/** A provider with the limits that hold for it, every default filled in. */
export interface CandidateSettings {
  readonly provider: Provider;
  readonly throttle: ThrottleLimits;
  /** The throttle to be used in the place of one of its own. */
  readonly sharedThrottle: SharedThrottle | undefined;
  readonly timeout: AttemptLimits;
  readonly fence: FenceMode | false;
}

/** In the order in which they are asked. */
export type Candidates = readonly [CandidateSettings, ...CandidateSettings[]];

const provider: Check<Provider> = (value, field, refuse) => {
  const { name, model, capabilities, call } = (value ?? {}) as Partial<Provider>;
  if (
    typeof name === 'string' &&
    typeof model === 'string' &&
    typeof capabilities === 'object' &&
    capabilities !== null &&
    typeof call === 'function'
  )
    return { name, model, capabilities: Object.freeze({ ...capabilities }), call: call.bind(value) };
  throw refuse(field, `must be a provider such as openai({ … }) or local(), got ${show(value)}`);
};

const candidate: Check<Candidate> = (value, field, refuse) => {
  if (typeof value !== 'object' || value === null || !('provider' in value))
    return { provider: provider(value, field, refuse) };
  const given = fields<Candidate>(value, field, refuse, {
    provider,
    throttle: THROTTLE,
    timeout: group<AttemptOptions>({ attemptMs: limit, firstTokenMs: limit, idleMs: limit }),
  });
  return { ...given, provider: provider(given.provider, `${field}.provider`, refuse) };
};

/** The check of `provider`: one, or a list of those that stand in for each other. */
export const PROVIDERS: Check<readonly Candidate[]> = (value, field, refuse) => {
  if (!Array.isArray(value)) return [{ provider: provider(value, field, refuse) }];
  const list = listOf(candidate, 20)(value, field, refuse);
  if (list.length === 0) throw refuse(field, 'must hold at least one provider');
  return list;
};

/** Lays the options of each candidate over those of the client. Rates and the fence are for remote providers. */
export function candidatesOf(
  list: readonly Candidate[],
  client: Given<Pick<SecureLLMClientOptions, 'throttle' | 'timeout' | 'fence'>>,
): Candidates {
  const filled = list.map(({ provider, throttle, timeout }): CandidateSettings => {
    const { attemptMs, firstTokenMs, idleMs } = { ...DEFAULTS.timeout, ...client.timeout, ...timeout };
    const sharedThrottle = sharedOf(throttle ?? client.throttle);
    const limits = sharedThrottle?.options ?? { ...throttleOptions(client.throttle), ...throttleOptions(throttle) };
    return {
      provider,
      throttle: throttleLimits(limits, provider),
      sharedThrottle,
      timeout: { attemptMs, firstTokenMs, idleMs } as AttemptLimits,
      fence: isFenced(provider) ? (client.fence ?? DEFAULTS.fence) : false,
    };
  });
  return filled as readonly CandidateSettings[] as Candidates; // PROVIDERS lets no empty list pass
}

const isFenced = ({ capabilities: { remote, readsTrust = false } }: Provider): boolean => remote && !readsTrust;

type GivenThrottle = Candidate['throttle'];

const sharedOf = (given: GivenThrottle): SharedThrottle | undefined =>
  given instanceof SharedThrottle ? given : undefined;

const throttleOptions = (given: GivenThrottle): ThrottleOptions | undefined =>
  sharedOf(given)?.options ?? (given as ThrottleOptions | undefined);
