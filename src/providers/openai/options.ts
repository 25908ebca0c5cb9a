import type OpenAI from 'openai';
import type { EndpointOptions, ReplyOptions } from '../../transport/endpoint.ts';

/** The request field that carries `maxOutputTokens`. */
export type MaxTokensField = 'max_completion_tokens' | 'max_tokens';

/** Chat Completions, or Responses. */
export type OpenAIApi = 'chat' | 'responses';

interface SharedOptions {
  /** The model of requests that name none. At Azure the name of a deployment. */
  readonly model: string;
  /**
   * `responses` gives sealed reasoning back from call to call, and takes hosted tools and PDFs by URL; it has neither stop
   * sequences nor a seed. @default 'chat', which every compatible server and most mocks know
   */
  readonly api?: OpenAIApi | undefined;
  /**
   * Of Chat Completions.
   * @default 'max_completion_tokens' on hosts of OpenAI and Azure, else 'max_tokens', which compatible servers know
   */
  readonly maxTokensField?: MaxTokensField | undefined;
  /** `prompt` describes a schema in words, for servers or models that refuse one. @default 'schema' */
  readonly objects?: 'schema' | 'prompt' | undefined;
}

/** Any endpoint that speaks one of OpenAI's wire formats. The key is sent as a bearer token. */
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

/**
 * A resource of Azure OpenAI, by its v1 API, which has no versions. The key is sent as `api-key`. Either `resource` or
 * `baseURL` is needed.
 *
 * @see https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle
 */
export interface AzureOpenAIOptions extends SharedOptions, EndpointOptions {
  /** The name of the resource: `acme` for `https://acme.openai.azure.com/openai/v1`. */
  readonly resource?: string | undefined;
}
