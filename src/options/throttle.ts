import type { ThrottleLimits } from '../layers/bottleneck-throttle.ts';
import type { Gate } from '../layers/upstream.ts';
import { atLeast, type Check, group, limit, misuse, oneOf, show } from '../lib/check.ts';
import { Slot } from '../lib/late.ts';
import type { RatePair } from '../lib/scope-limits.ts';
import type { Provider } from '../types/call.ts';
import type { SharedLimits } from '../types/shared-limits.ts';
import type { CandidateSettings } from './candidates.ts';
import { DEFAULTS } from './defaults.ts';
import type { ThrottleOptions } from './types.ts';

type Target = Pick<Provider, 'name' | 'model' | 'capabilities'>;

const sharedLimits: Check<SharedLimits> = (value, field, refuse) => {
  if (typeof (value as Partial<SharedLimits> | null)?.of === 'function') return value as SharedLimits;
  throw refuse(field, `must be shared limits such as redisLimits({ … }), got ${show(value)}`);
};

const FIELDS = group<ThrottleOptions>({
  requestsPerMinute: atLeast(1),
  tokensPerMinute: atLeast(1),
  maxConcurrency: atLeast(1),
  maxQueue: atLeast(0),
  maxWaitMs: limit,
  adaptive: oneOf(true, false),
  perScope: group<NonNullable<ThrottleOptions['perScope']>>({
    requestsPerMinute: atLeast(1),
    tokensPerMinute: atLeast(1),
  }),
  shared: sharedLimits,
});

const OPTIONS: Check<ThrottleOptions> = (value, field, refuse) => {
  const options = FIELDS(value, field, refuse);
  if (options.shared && options.maxQueue !== undefined && options.maxQueue < 1)
    throw refuse(`${field}.maxQueue`, `must be 1 or more where limits are shared, got ${show(options.maxQueue)}`);
  return options;
};

/** The check of `throttle`, on clients and candidates alike. */
export const THROTTLE: Check<ThrottleOptions | SharedThrottle> = (value, field, refuse) =>
  value instanceof SharedThrottle ? value : OPTIONS(value, field, refuse);

const MAX_MODELS = 100;
const NONE = Number.POSITIVE_INFINITY;
const UNLIMITED: RatePair = { requestsPerMinute: NONE, tokensPerMinute: NONE };

/** The throttle of several clients. It has no key: make one for each key that you have. */
export class SharedThrottle {
  readonly #options: ThrottleOptions;
  readonly #gates = new Map<string, Gate>();

  constructor(options: ThrottleOptions) {
    this.#options = Object.freeze(options);
  }

  get options(): ThrottleOptions {
    return this.#options;
  }

  /** The throttle for the model of a provider, on the clock of whoever calls first. The last 100 models are kept. */
  open({ name: provider, model }: Target): Gate {
    const name = JSON.stringify([provider, model]);
    const gate = this.#gates.get(name) ?? new Slot();
    this.#gates.delete(name);
    this.#gates.set(name, gate);
    const [oldest] = this.#gates.keys();
    if (oldest !== undefined && this.#gates.size > MAX_MODELS) this.#gates.delete(oldest);
    return gate;
  }
}

/**
 * One throttle for several clients of one account: give it to each as `throttle`. It counts each model of a provider by
 * itself, and learns for all. Throws TypeError for an option that is wrong or unknown.
 */
export const sharedThrottle = (options: ThrottleOptions = {}): SharedThrottle =>
  new SharedThrottle(OPTIONS(options, 'throttle', misuse));

/** The limits for a provider, defaults filled in. A rate that was not given may be raised by what the provider says. */
export function throttleLimits(options: ThrottleOptions, { name, model, capabilities }: Target): ThrottleLimits {
  const { remote } = capabilities;
  const {
    requestsPerMinute = NONE,
    tokensPerMinute = NONE,
    adaptive = DEFAULTS.throttle.adaptive,
    perScope,
    shared,
  } = options;
  const { adaptive: _, shared: __, ...limits } = { ...DEFAULTS.throttle, ...options };
  return {
    ...(limits as ThrottleLimits),
    ...(!remote && UNLIMITED),
    ...(perScope && { perScope: { ...UNLIMITED, ...perScope } as RatePair }),
    ...(remote && shared && { shared: shared.of({ provider: name, model }) }),
    ...(remote && adaptive && { ceilings: { requestsPerMinute, tokensPerMinute } }),
  };
}

/** The throttle of a candidate: the one it shares, or one of its own. */
export const openGate = ({ provider, sharedThrottle }: Pick<CandidateSettings, 'provider' | 'sharedThrottle'>): Gate =>
  sharedThrottle?.open(provider) ?? new Slot();
