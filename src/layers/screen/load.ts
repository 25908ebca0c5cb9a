import { GuardError } from '../../errors.ts';
import type { AllowEntry } from '../../lib/screening/policy.ts';
import type { ScreenOptions } from './policy.ts';
import type { ScreenPolicy } from './screening.ts';

/** The policy of a client for a call with texts of its own that may pass. */
export type LoadPolicy = (allow: readonly AllowEntry[]) => Promise<ScreenPolicy>;

/**
 * Loads the guards with the first call rather than with the page: they are most of what a client weighs. Rejects with
 * GuardError where they cannot be loaded, so that nothing is sent unread; the next call tries again.
 */
export function lazyPolicy(options: ScreenOptions): LoadPolicy {
  let loading: Promise<ScreenPolicy> | undefined;
  return async (allow) => {
    try {
      const { screenPolicy, withAllowed } = await import('./policy.ts');
      loading ??= Promise.resolve(screenPolicy(options));
      return withAllowed(await loading, options, allow);
    } catch (error) {
      throw new GuardError('screen', error);
    }
  };
}
