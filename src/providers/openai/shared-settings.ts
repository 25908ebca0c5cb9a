import { type Checks, type Given, misuse, oneOf, string } from '../../lib/check.ts';
import type { MaxTokensField, OpenAIApi } from './options.ts';
import { isAzure, OPENAI } from './vendors.ts';

/** The options that every kind of provider has, after their checks. */
export interface Shared {
  readonly model: string;
  readonly api: OpenAIApi;
  readonly maxTokensField: MaxTokensField;
  readonly objects: 'schema' | 'prompt';
}

export const SHARED_CHECKS: Checks<Shared> = {
  model: string,
  api: oneOf('chat', 'responses'),
  maxTokensField: oneOf('max_completion_tokens', 'max_tokens'),
  objects: oneOf('schema', 'prompt'),
};

/** Options after reading: each read once, checked, defaults filled in. */
export interface Settings extends Shared {
  /** The provider's name. */
  readonly provider: string;
  /** Whether an answer may begin with reasoning between `<think>` tags, as it does on servers without a parser for it. */
  readonly thinks: boolean;
}

/** Whether a host is OpenAI's or Azure's own. */
export const isVendor = (url: URL): boolean => OPENAI.isOwn(url) || isAzure(url);

/** @param isVendor whether requests go to OpenAI or Azure, rather than to a compatible server */
export function sharedSettings(given: Given<Shared>, provider: string, isVendor: boolean): Settings {
  const { model, api = 'chat', maxTokensField, objects = 'schema' } = given;
  if (model === undefined) throw misuse(`${provider}.model`, 'is missing: name the model, such as `gpt-5-mini`');
  if (maxTokensField !== undefined && api === 'responses')
    throw misuse(`${provider}.maxTokensField`, "is for `api: 'chat'`: leave it out, as Responses has one field for it");
  return {
    provider,
    model,
    api,
    maxTokensField: maxTokensField ?? (isVendor ? 'max_completion_tokens' : 'max_tokens'),
    objects,
    thinks: !isVendor,
  };
}
