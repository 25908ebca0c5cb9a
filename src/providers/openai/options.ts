import type OpenAI from 'openai';
import type { Fetch } from '../../transport/fetch.ts';

/** The request field that carries `maxOutputTokens`. */
export type MaxTokensField = 'max_completion_tokens' | 'max_tokens';

interface SharedOptions {
  /** The model of requests that name none. */
  readonly model: string;
  /** @default 'max_completion_tokens' on OpenAI's own hosts, else 'max_tokens', which compatible servers know */
  readonly maxTokensField?: MaxTokensField | undefined;
  /** Largest single event of a stream, in bytes. @default 4_194_304 */
  readonly maxEventBytes?: number | undefined;
  /** Largest reply, streams included, in bytes after decompression. @default 67_108_864 */
  readonly maxResponseBytes?: number | undefined;
  /** Allows plain http beyond this machine: the network then sees keys and prompts. @default false */
  readonly dangerouslyAllowHTTP?: boolean | undefined;
}

/** Any endpoint that speaks OpenAI Chat Completions. */
export interface OpenAIKeyOptions extends SharedOptions {
  /**
   * The key, or a function that is asked for it before every attempt. Needed for OpenAI's own hosts; never read from the
   * environment. Sent as a bearer token.
   */
  readonly apiKey?: string | (() => string | Promise<string>) | undefined;
  /** https, or http on this machine. @default 'https://api.openai.com/v1' */
  readonly baseURL?: string | undefined;
  /** Sent with every request, and treated as secrets in errors. */
  readonly headers?: { readonly [name: string]: string } | undefined;
  /** OpenAI organisation id. */
  readonly organization?: string | undefined;
  /** OpenAI project id. */
  readonly project?: string | undefined;
  /** @default `globalThis.fetch`, looked up at every call */
  readonly fetch?: Fetch | undefined;
  /** Allows a key in a web page, where every visitor can read it. @default false */
  readonly dangerouslyAllowBrowser?: boolean | undefined;
}

/**
 * An `OpenAI` instance that exists already, with its key, host, headers and proxy. It is left as it was: requests run on a
 * copy without its retries, its timeout and its log.
 */
export interface OpenAIClientOptions extends SharedOptions {
  readonly client: OpenAI;
}

export type OpenAIOptions = OpenAIKeyOptions | OpenAIClientOptions;
