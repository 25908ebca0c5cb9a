/** What a provider says of one of its limits. Absent: not said. */
export interface Quota {
  /** Units in a window. */
  readonly limit?: number;
  /** Units left in this window. */
  readonly remaining?: number;
  /** Milliseconds until it is whole again. */
  readonly resetMs?: number;
  /** Whether it comes back bit by bit until then, as a token bucket does; else it comes back at once at the end. */
  readonly refills?: boolean;
}

/** What a provider says of its limits, in the headers of a reply. */
export interface RateLimits {
  readonly requests?: Quota;
  readonly tokens?: Quota;
  /** Milliseconds during which it wants no request at all. */
  readonly retryAfterMs?: number;
}
