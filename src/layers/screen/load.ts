import { GuardError } from '../../errors.ts';
import { entitiesFor } from '../../guards/entities/asked.ts';
import { injectionFor } from '../../guards/injection/asked.ts';
import type { AllowEntry } from '../../lib/screening/policy.ts';
import type { Screening, ScreenOptions, ScreenPolicy } from './policy.ts';

/** The screen of one operation, which is loaded before its first pass. */
export interface LazyScreening {
  /** To be awaited before anything is sent. Rejects with GuardError where the guards cannot be loaded. */
  ready(): Promise<Screening>;
  /** Once it is ready. */
  readonly loaded: Screening;
}

/** Opens the screen of an operation, with texts of its own that may pass. */
export type OpenScreening = (allow: readonly AllowEntry[]) => LazyScreening;

/**
 * Loads the guards with the first call rather than with the page: they are most of what a client weighs. Where they cannot
 * be loaded nothing is sent, and the next call tries again.
 */
export function lazyScreen(options: ScreenOptions): OpenScreening {
  let policy: ScreenPolicy | undefined;
  let given: ScreenOptions | undefined;
  return (allow) => {
    let screening: Screening | undefined;
    return {
      async ready() {
        if (screening) return screening;
        try {
          const [{ Screening, screenPolicy, withAllowed }, loaded] = await Promise.all([
            import('./policy.ts'),
            given ?? withGuards(options),
          ]);
          given = loaded;
          policy ??= screenPolicy(given);
          screening ??= new Screening(withAllowed(policy, given, allow));
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

/** With the guards that are loaded apart, side by side. */
async function withGuards(options: ScreenOptions): Promise<ScreenOptions> {
  const [entities, injectionGuard] = await Promise.all([
    entitiesFor(options.sanitize.pii, options.output.pii),
    injectionFor(options.sanitize.injection),
  ]);
  return { ...options, entities, injectionGuard };
}
