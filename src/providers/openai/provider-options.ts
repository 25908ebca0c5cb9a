/**
 * Fields of OpenAI's wire formats that have no option of their own, for `providerOptions.openai` and
 * `providerOptions.azure`. Any other field of the API goes through as well; `null` leaves one out that is set otherwise.
 *
 * @example providerOptions: { openai: { reasoning_effort: 'low' } satisfies OpenAIProviderOptions }
 */
export interface OpenAIProviderOptions {
  /** How much a model reasons. Chat Completions; see `reasoning` for Responses. */
  readonly reasoning_effort?: ReasoningEffort | null;
  /** How much a model reasons, and whether it sums that up. Responses. */
  readonly reasoning?: {
    readonly effort?: ReasoningEffort | null;
    readonly summary?: 'auto' | 'concise' | 'detailed' | null;
    readonly [field: string]: unknown;
  } | null;
  /** How long answers are. Chat Completions; see `text` for Responses. */
  readonly verbosity?: Verbosity | null;
  /** How long answers are; the format stays with the call. Responses. */
  readonly text?: { readonly verbosity?: Verbosity | null; readonly [field: string]: unknown } | null;
  readonly service_tier?: 'auto' | 'default' | 'flex' | 'scale' | 'priority' | (string & {}) | null;
  /** Whether the vendor keeps the answer. @default false with Responses; with Chat Completions as the account has it */
  readonly store?: boolean | null;
  /** Up to 16 pairs, for the vendor's dashboard. */
  readonly metadata?: { readonly [key: string]: string } | null;
  /** Brings requests that begin alike to the same cache. */
  readonly prompt_cache_key?: string | null;
  /** Who asks, in a form that tells nothing of the person, such as a keyed hash. */
  readonly safety_identifier?: string | null;
  readonly parallel_tool_calls?: boolean | null;
  /** Tools that the vendor runs, such as web search; they stand beside those of the call. Responses. */
  readonly tools?: readonly { readonly type: string; readonly [field: string]: unknown }[] | null;
  /** What else is to come back. Responses. */
  readonly include?: readonly string[] | null;
  /** Any other field. */
  readonly [field: string]: unknown;
}

type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | (string & {});

type Verbosity = 'low' | 'medium' | 'high';
