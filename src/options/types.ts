import type { InputPolicies, OutputPolicies } from '../guards/defaults.ts';
import type { Recognizer } from '../guards/recognizer.ts';
import type { CustomGuard } from '../guards/safeguards.ts';
import type { AuditSink } from '../layers/audit.ts';
import type { FenceMode } from '../lib/fence.ts';
import type { AllowEntry } from '../lib/screening/policy.ts';
import type { CountTokens } from '../lib/token-counter.ts';
import type { ToolPolicy } from '../tools/policy.ts';
import type { Layer, Provider } from '../types/call.ts';
import type { Clock } from '../types/clock.ts';
import type { Ledger } from '../types/ledger.ts';
import type { PriceTable } from '../types/price.ts';
import type { StandardSchema } from '../types/schema.ts';
import type { SharedLimits } from '../types/shared-limits.ts';
import type { Store } from '../types/store.ts';
import type { Vault } from '../types/vault.ts';
import type { SharedThrottle } from './throttle.ts';

export interface SanitizeOptions extends InputPolicies {
  /** Characters that user text may hold, one at a time; every other one is removed, with a finding. @default all */
  readonly characters?: RegExp | undefined;
  /** What user text must look like: a RegExp that matches it, or a Standard Schema that accepts it. @default anything */
  readonly expect?: RegExp | StandardSchema<unknown, unknown> | undefined;
  /** UTF-16 units in one pass, over all messages; your own trusted text is not counted. @default 100_000 */
  readonly maxChars?: number | undefined;
  /** @default 1_000 */
  readonly maxMessages?: number | undefined;
  /** Nesting of tool inputs and tool schemas. @default 64 */
  readonly maxDepth?: number | undefined;
  /** Texts that are known and may stand where a rule finds them; the finding stays. @default none */
  readonly allow?: readonly AllowEntry[] | undefined;
  /** Kinds of personal data of your own, in requests and answers, under the choice for all of `pii`. @default none */
  readonly recognizers?: readonly Recognizer[] | undefined;
}

export interface OutputOptions extends OutputPolicies {
  /** Hosts that links and images of an answer may lead to: `docs.example.com`, `*.example.com`, `host:8443`. @default none */
  readonly allowedHosts?: readonly string[] | undefined;
}

export interface ThrottleOptions {
  /** Starts in any 60 s; remote providers only. @default 500, or what the provider says */
  readonly requestsPerMinute?: number | undefined;
  /** Tokens in any 60 s, estimated before sending; remote providers only. @default 200_000, or what the provider says */
  readonly tokensPerMinute?: number | undefined;
  /** Calls in flight. @default 16 */
  readonly maxConcurrency?: number | undefined;
  /** Calls waiting; one more is refused with ThrottledError. @default 1_000 */
  readonly maxQueue?: number | undefined;
  /** Milliseconds a call may wait; then TimeoutError of phase `queue`. @default 60_000 */
  readonly maxWaitMs?: number | undefined;
  /**
   * Whether replies of the provider teach its limits: a lower one holds in the place of yours, a higher one in the place of
   * a default; little left slows down; a Retry-After pauses all calls, up to `retry.maxRetryAfterMs`. @default true
   */
  readonly adaptive?: boolean | undefined;
  /**
   * What one `scope` may start in any 60 s, with any provider, each counted for itself; more is refused with ThrottledError at once. Calls without
   * a scope are not counted. @default none
   */
  readonly perScope?:
    | { readonly requestsPerMinute?: number | undefined; readonly tokensPerMinute?: number | undefined }
    | undefined;
  /**
   * Limits shared with other processes, such as `redisLimits({ … })`: requests, tokens and calls in flight are then what all
   * do together; remote providers only. Needs a `maxQueue` of 1 or more, as a call waits while it is asked for. @default none
   */
  readonly shared?: SharedLimits | undefined;
}

export interface RetryOptions {
  /** Retries after the first attempt. Integer, 0 to 10. @default 2 */
  readonly maxRetries?: number | undefined;
  /** The longest Retry-After that is waited for, in milliseconds; a longer one fails at once. @default 60_000 */
  readonly maxRetryAfterMs?: number | undefined;
}

/** Answers that are kept for the same request. See docs/cache.md for what counts as the same. */
export interface CacheOptions {
  /** Where they are kept: an unstorage storage, `localStorage`, or your own. @default the memory of this process */
  readonly store?: Store | undefined;
  /**
   * The secret that names and seals what is kept, for processes that share a store: 32 bytes, or a string of at least 32
   * characters, and no other use for it. @default a random one, so that nobody else can read the store
   */
  readonly key?: Uint8Array | string | undefined;
  /** How long an answer is given again, in milliseconds; `Infinity` for ever. @default 3_600_000 */
  readonly ttlMs?: number | undefined;
  /** Answers in the memory of this process, 32 MB at most; a store of yours has bounds of its own. @default 1_000 */
  readonly maxEntries?: number | undefined;
}

/**
 * When a provider that keeps failing is left alone. Failures are: not reached, time limits of an attempt, streams that break
 * off, 5xx. Refusals (4xx, 429 too) are none.
 */
export interface BreakerOptions {
  /** The share of attempts that must fail, 0.01 to 1. @default 0.5 */
  readonly failureRate?: number | undefined;
  /** How many attempts it takes at least. Integer, 1 to 1,000. @default 10 */
  readonly minAttempts?: number | undefined;
  /** Milliseconds that attempts count for; the last `minAttempts` count for longer. @default 30_000 */
  readonly windowMs?: number | undefined;
  /** Milliseconds in which nothing is sent; then one attempt is, as a trial. @default 30_000 */
  readonly openMs?: number | undefined;
}

/** Milliseconds; `Infinity` for none. An inner limit may be longer than an outer one. */
export interface TimeoutOptions {
  /** One operation: queueing, waiting, retries and all passes, without the time in the reader's hands. @default 600_000 */
  readonly totalMs?: number | undefined;
  /** One attempt: to the first content of a stream, or to the last byte of a whole answer. @default 120_000 */
  readonly attemptMs?: number | undefined;
  /** Streams: to the first content. @default 90_000 */
  readonly firstTokenMs?: number | undefined;
  /** Streams: between content. Pings and empty deltas do not count. @default 60_000 */
  readonly idleMs?: number | undefined;
  /** Streams: how long an absent reader holds the connection. @default 300_000 */
  readonly readerMs?: number | undefined;
}

/** The limits of one attempt. */
export type AttemptOptions = Pick<TimeoutOptions, 'attemptMs' | 'firstTokenMs' | 'idleMs'>;

/** A provider of a list, with limits of its own laid over those of the client. */
export interface Candidate {
  readonly provider: Provider;
  readonly throttle?: ThrottleOptions | SharedThrottle | undefined;
  readonly timeout?: AttemptOptions | undefined;
}

/** What may be spent, in tokens, in money or both. Reserved before anything is sent; remote providers only. */
export interface BudgetOptions {
  /** Tokens, in and out. 1 or more. @default Infinity */
  readonly maxTokens?: number | undefined;
  /** Money, in the currency of `prices`. Above 0. @default Infinity */
  readonly maxCost?: number | undefined;
  /** Whose it is: each call's, all its passes together, or that of all calls with one `scope` in a window. @default 'call' */
  readonly per?: 'call' | 'scope' | undefined;
  /** With `per: 'scope'`: milliseconds from the first call in a window to its end. @default 86_400_000 */
  readonly windowMs?: number | undefined;
  /** Prices by model, per million tokens; `maxCost` needs one for each model that is asked. */
  readonly prices?: PriceTable | undefined;
  /** With `per: 'scope'`: where it is kept, for budgets that many processes share. @default in this process */
  readonly ledger?: Ledger | undefined;
}

export interface SecureLLMClientOptions {
  /**
   * Who answers: `openai({ … })`, `local()`, or any object of this shape; or a list of at most 20, the next of which is
   * asked when one cannot answer and nothing was shown yet.
   */
  readonly provider: Provider | readonly (Provider | Candidate)[];
  /** What is looked for in a text before it is sent, and how long and deep it may be. */
  readonly sanitize?: SanitizeOptions | undefined;
  /** What is looked for in an answer, before it is shown. */
  readonly output?: OutputOptions | undefined;
  /** `report`: whatever would change a text or stop a call only warns; limits hold as usual. @default 'enforce' */
  readonly mode?: 'enforce' | 'report' | undefined;
  /** What a guard that throws does to the call: stops it, or lets the text pass unread with a finding. @default 'block' */
  readonly onGuardError?: 'block' | 'allow' | undefined;
  /** Guards of your own beside the built-in ones. */
  readonly guards?: readonly CustomGuard[] | undefined;
  /** How much this client sends at once and in a minute, to each provider; or a `sharedThrottle()` that several clients have. */
  readonly throttle?: ThrottleOptions | SharedThrottle | undefined;
  /** Gives the same answer to the same request again. @default false */
  readonly cache?: CacheOptions | false | undefined;
  /**
   * Encrypts what the `cache` keeps in a store of yours: `vault({ keyRing })` of `secure-llm/vault`, or any object of its
   * shape. The memory of this process holds answers as they are. @default none
   */
  readonly vault?: Vault | undefined;
  /** What a call, or a scope in a window, may spend. @default false */
  readonly budget?: BudgetOptions | false | undefined;
  /**
   * A tokenizer's count of a text, in place of the estimate; called for texts of up to 20,000 characters without long runs. A
   * count that throws or is no number of 0 or more is estimated. @default the estimate
   */
  readonly countTokens?: CountTokens | undefined;
  /** How often an attempt that failed is made again. */
  readonly retry?: RetryOptions | undefined;
  /** When a provider that keeps failing is left alone for a while; `false`: never. One for each provider and model. */
  readonly breaker?: BreakerOptions | false | undefined;
  /** How long each step may take. */
  readonly timeout?: TimeoutOptions | undefined;
  /** Which tools calls may bring, and how those with `execute` are run. */
  readonly toolPolicy?: ToolPolicy | undefined;
  /**
   * How untrusted text is marked for a remote model: between lines that carry a nonce (`delimit`), also with a marker
   * between its words (`datamark`), also as base64 (`encode`), or not at all. @default 'delimit'
   */
  readonly fence?: FenceMode | false | undefined;
  /** The longest text that `summarize` takes, in UTF-16 units. @default 2_000_000 */
  readonly maxInputChars?: number | undefined;
  /**
   * Receives one record for every pass of every call, content-free unless the sink has `content: true`. A sink that fails
   * makes the call fail.
   */
  readonly audit?: AuditSink | undefined;
  /** Layers of your own, between the screen and the cache. What they pass on is screened again if they changed it. */
  readonly layers?: readonly Layer[] | undefined;
  /** Time, for tests. @default the system's */
  readonly clock?: Clock | undefined;
}
