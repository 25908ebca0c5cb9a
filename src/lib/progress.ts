/** How far a list of work has come. */
export interface Progress {
  /** Items that are through, well or not. */
  readonly done: number;
  readonly total: number;
  /** Those of `done` that have failed. */
  readonly failed: number;
  /** Items a second, since the work began. */
  readonly perSecond: number;
  /** Milliseconds that the rest will take at this rate; undefined before there is one. */
  readonly etaMs: number | undefined;
}

export function progressOf(done: number, total: number, failed: number, elapsedMs: number): Progress {
  const perSecond = elapsedMs > 0 ? (done * 1_000) / elapsedMs : 0;
  const etaMs = perSecond > 0 ? ((total - done) * 1_000) / perSecond : undefined;
  return Object.freeze({ done, total, failed, perSecond, etaMs });
}
