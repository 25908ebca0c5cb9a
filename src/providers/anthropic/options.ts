import type { EndpointOptions } from '../../transport/endpoint.ts';

/**
 * Any endpoint that speaks Anthropic Messages. The key is sent as `x-api-key`; an OAuth token goes into
 * `headers: { authorization: 'Bearer …' }` instead, and betas into `headers: { 'anthropic-beta': '…' }`.
 */
export interface AnthropicOptions extends EndpointOptions {
  /** The model of requests that name none. */
  readonly model: string;
  /**
   * Tokens of an answer at most, thinking included, where the call does not say: the API wants a number. Integer, 1 or more;
   * a model has its own maximum. @default 16_384
   */
  readonly maxOutputTokens?: number | undefined;
  /**
   * How long Anthropic keeps tools and system text for later calls that begin alike. It reads them at a tenth of the price
   * or less, and writes them at 1.25 (`'5m'`) or 2 times the price (`'1h'`). @default nothing is kept
   *
   * @see https://platform.claude.com/docs/en/build-with-claude/prompt-caching
   */
  readonly promptCache?: '5m' | '1h' | undefined;
  /** Asks for citations of the documents in a request; they come as `citations`. @default false */
  readonly citations?: boolean | undefined;
}

/**
 * `providerOptions.anthropic`: fields of the wire format under their own names, for those that no option of ours stands for.
 * Any other field is passed on as it is; `null` leaves a field out. `messages`, `model`, `stream`, `system`, `tools`,
 * `mcp_servers` and `fallbacks` are refused: they decide what is asked of whom. So is `max_tokens`, which has its own option.
 *
 * @see https://platform.claude.com/docs/en/api/messages/create
 */
export interface AnthropicProviderOptions {
  /** Which kinds a model takes, and what it does without, depends on the model. */
  readonly thinking?:
    | { readonly type: 'adaptive'; readonly display?: 'summarized' | 'omitted' | null }
    | { readonly type: 'enabled'; readonly budget_tokens: number; readonly display?: 'summarized' | 'omitted' | null }
    | { readonly type: 'disabled' }
    | null;
  /** Joined with the format of a schema; `null` has the schema said in words instead. */
  readonly output_config?: { readonly effort?: 'low' | 'medium' | 'high' | 'xhigh' | 'max' | null } | null;
  /** Keeps the whole request up to its last block. A fence has another nonce in every call: see `promptCache`. */
  readonly cache_control?: { readonly type: 'ephemeral'; readonly ttl?: '5m' | '1h' } | null;
  readonly service_tier?: 'auto' | 'standard_only' | null;
  /** `user_id`: an opaque id of yours, never a name or an address. */
  readonly metadata?: { readonly user_id?: string | null } | null;
  readonly top_k?: number | null;
  readonly inference_geo?: string | null;
  readonly speed?: 'standard' | 'fast' | null;
  readonly [field: string]: unknown;
}
