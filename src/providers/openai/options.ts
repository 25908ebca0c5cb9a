import type OpenAI from 'openai';
import type { EndpointOptions, ReplyOptions } from '../../transport/endpoint.ts';

/** The request field that carries `maxOutputTokens`. */
export type MaxTokensField = 'max_completion_tokens' | 'max_tokens';

interface SharedOptions {
  /** The model of requests that name none. */
  readonly model: string;
  /** @default 'max_completion_tokens' on OpenAI's own hosts, else 'max_tokens', which compatible servers know */
  readonly maxTokensField?: MaxTokensField | undefined;
}

/** Any endpoint that speaks OpenAI Chat Completions. The key is sent as a bearer token. */
export interface OpenAIKeyOptions extends SharedOptions, EndpointOptions {
  /** OpenAI organisation id. */
  readonly organization?: string | undefined;
  /** OpenAI project id. */
  readonly project?: string | undefined;
}

/**
 * An `OpenAI` instance that exists already, with its key, host, headers and proxy. It is left as it was: requests run on a
 * copy without its retries, its timeout and its log.
 */
export interface OpenAIClientOptions extends SharedOptions, ReplyOptions {
  readonly client: OpenAI;
}

export type OpenAIOptions = OpenAIKeyOptions | OpenAIClientOptions;
