/** Time as an argument, so that tests need not wait. Milliseconds on a clock that never goes back. */
export interface Clock {
  /** Monotonic milliseconds from an arbitrary start. */
  now(): number;
  /** Calls `run` once, `ms` from now; the returned function cancels it and may be called again. */
  after(ms: number, run: () => void): () => void;
}
