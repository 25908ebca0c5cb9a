import type { Target } from './client-event.ts';

/** What the head of a queue asks for: one request, its tokens and a place. */
export interface SharedAsk {
  /** The queue whose head it is. A queue asks for one job at a time. */
  readonly queue: string;
  /** Estimated. Integer, 0 or more. */
  readonly tokens: number;
  /** What all queues may do together. `Infinity`: no limit. */
  readonly limits: {
    readonly requestsPerMinute: number;
    readonly tokensPerMinute: number;
    readonly maxConcurrency: number;
  };
}

/** May start now, and gives its place back by `release`; or may ask again in `waitMs`. */
export type SharedAnswer =
  | { readonly granted: true; release(): void }
  | { readonly granted: false; readonly waitMs: number };

/** The limits of one model, shared with the throttles of other processes. */
export interface SharedGate {
  /**
   * Counts a start, or says when to ask again; what is refused is not counted. Answers within a bounded time.
   *
   * Rejects with ThrottledError where this process may not start the job at all for now.
   */
  take(ask: SharedAsk): Promise<SharedAnswer>;
}

/** Limits that throttles of several processes share. Each model of a provider is counted by itself. */
export interface SharedLimits {
  of(target: Target): SharedGate;
}
