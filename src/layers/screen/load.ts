import { GuardError } from '../../errors.ts';
import { entitiesFor } from '../../guards/entities/asked.ts';
import { injectionFor } from '../../guards/injection/asked.ts';
import { late } from '../../lib/late.ts';
import type { AllowEntry } from '../../lib/screening/policy.ts';
import type { Screening, ScreenMemory, ScreenOptions } from './policy.ts';

/** The screen of one operation, which is loaded before its first pass. */
export interface LazyScreening {
  /** To be awaited before anything is sent. Rejects with GuardError where the guards cannot be loaded. */
  ready(): Promise<Screening>;
  /** Once it is ready. */
  readonly loaded: Screening;
}

/** Opens the screen of an operation, with texts of its own that may pass; `memory` is asked for when it is loaded. */
export type OpenScreening = (allow: readonly AllowEntry[], memory?: () => ScreenMemory) => LazyScreening;

/**
 * Loads the guards with the first call rather than with the page: they are most of what a client weighs. Where they cannot
 * be loaded nothing is sent, and the next call tries again.
 */
export function lazyScreen(options: ScreenOptions): OpenScreening {
  const open = late(() => load(options));
  return (allow, memory) => {
    let screening: Screening | undefined;
    return {
      async ready() {
        if (screening) return screening;
        try {
          const screen = await open(); // one for all calls, and so is its canary
          screening ??= screen(allow, memory?.());
          return screening;
        } catch (error) {
          throw new GuardError('screen', error);
        }
      },
      get loaded() {
        if (!screening) throw new Error('The screen was used before it was ready');
        return screening;
      },
    };
  };
}

async function load(
  options: ScreenOptions,
): Promise<(allow: readonly AllowEntry[], memory?: ScreenMemory) => Screening> {
  const [{ Screening, screenPolicy, withAllowed }, given] = await Promise.all([
    import('./policy.ts'),
    withGuards(options),
  ]);
  const policy = screenPolicy(given);
  return (allow, memory) => new Screening(withAllowed(policy, given, allow), memory);
}

/** With the guards that are loaded apart, side by side. */
async function withGuards(options: ScreenOptions): Promise<ScreenOptions> {
  const [entities, injectionGuard] = await Promise.all([
    entitiesFor(options.sanitize.pii, options.output.pii),
    injectionFor(options.sanitize.injection),
  ]);
  return { ...options, entities, injectionGuard };
}
