import type { ErrorDetails, SecureLLMError } from '../errors.ts';
import type { RateLimits } from '../types/rate-limits.ts';
import type { Scrub } from './scrub.ts';

/** Bytes after decompression. */
export interface Limits {
  readonly maxEventBytes: number;
  readonly maxResponseBytes: number;
}

export const DEFAULT_LIMITS: Limits = { maxEventBytes: 4 * 1024 * 1024, maxResponseBytes: 64 * 1024 * 1024 };

/** What each step of one attempt needs to know about it. */
export interface Exchange {
  /** For error messages. */
  readonly provider: string;
  readonly signal: AbortSignal;
  readonly limits: Limits;
  /** Takes this attempt's keys out of whatever the provider said. */
  readonly scrub: Scrub;
  /** The JSON that was sent, where it is at hand: errors repeat no word from its texts. */
  readonly sent?: string | undefined;
  /** Told what the headers of every reply say of the provider's limits. */
  readonly learn?: ((limits: RateLimits) => void) | undefined;
  /** The error for a refusal in a form of its own; undefined: the body is none of these. */
  readonly errorOf?: ((body: unknown, status: number, details: ErrorDetails) => SecureLLMError | undefined) | undefined;
}
