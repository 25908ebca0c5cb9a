import type { FenceMode } from '../lib/fence.ts';
import { late } from '../lib/late.ts';
import type { Policy } from '../lib/screening/policy.ts';
import type { Call, Handler, Layer, Provider } from '../types/call.ts';
import type { Clock } from '../types/clock.ts';
import type { ChatEvent } from '../types/event.ts';
import type { Store } from '../types/store.ts';
import type { Vault } from '../types/vault.ts';

/** What a cache is made of. */
export interface CacheSettings {
  /** Absent: the memory of this process. */
  readonly store?: Store | undefined;
  /** Encrypts what goes into `store`. */
  readonly vault?: Vault | undefined;
  /** The secret that names and seals entries; absent: a random one. */
  readonly key?: Uint8Array | undefined;
  readonly ttlMs: number;
  /** Of the memory of this process. */
  readonly maxEntries: number;
  readonly clock: Clock;
}

/** What an answer depends on beside its request. */
export interface Surroundings {
  /** Who may be asked, in this order. */
  readonly candidates: readonly {
    readonly provider: Pick<Provider, 'name' | 'model'>;
    readonly fence: FenceMode | false;
  }[];
  readonly mode: string;
  readonly onGuardError: string;
  readonly output: { readonly leak?: Policy | undefined };
}

export interface AnswerCache {
  /** The events of a call: kept, shared with a call that is on its way, or fetched. */
  answer(call: Call, next: Handler, surroundings: Surroundings): AsyncIterable<ChatEvent>;
  /** Drops what is kept for a call. */
  forget(call: Call): Promise<void>;
}

/**
 * Answers the same request with the same answer, and asks once where several ask at a time. Whatever fails in it, the call
 * goes on without it. It stands under the screen, so that it sees placeholders rather than personal data, and every answer
 * is screened for the call that gets it.
 */
export const cache = (answers: AnswerCache, surroundings: Surroundings): Layer =>
  function cache(call, next) {
    return answers.answer(call, next, surroundings);
  };

/** Loaded with the first call, as most clients have none. */
export function lazyCache(settings: CacheSettings): AnswerCache {
  const loading = late(async (): Promise<AnswerCache> => new (await import('./cache/answers.ts')).Answers(settings));
  const load = () => loading().catch(() => undefined);
  return {
    async *answer(call, next, surroundings) {
      const answers = await load();
      yield* answers ? answers.answer(call, next, surroundings) : next(call);
    },
    async forget(call) {
      await (await load())?.forget(call);
    },
  };
}
