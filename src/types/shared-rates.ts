/** One limit on what may start in any 60 s, and what a start would add to it. */
export interface RateAsk {
  /** What is counted by. */
  readonly key: string;
  /** Integer, 0 or more. */
  readonly weight: number;
  /** Integer, 1 or more. */
  readonly limit: number;
}

/** How one limit stands. */
export interface RateRoom {
  /** Milliseconds until it has room for what was asked; 0: it has. `Infinity`: it never will. */
  readonly waitMs: number;
  /** What may still start. */
  readonly left: number;
  /** Milliseconds until more may; 0: nothing was started. */
  readonly resetMs: number;
}

/** The answer to a start: counted against every limit, or against none. */
export interface RateAnswer {
  readonly granted: boolean;
  /** For each limit asked for, in that order. */
  readonly rooms: readonly RateRoom[];
  /** Puts what it weighed in the place of what was asked, in that order. Once; later calls, and those of a refusal, do nothing. */
  settle(weights: readonly number[]): void | Promise<void>;
}

/** Where starts are counted: in this process, or in one place for many. Nothing waits in a line: a start is let in or refused at once. */
export interface SharedRates {
  /** Bounded in time. */
  take(asks: readonly RateAsk[]): RateAnswer | Promise<RateAnswer>;
}
