import type OpenAI from 'openai';
import { type Checks, fields, type Given, misuse, oneOf, show, string } from '../../lib/check.ts';
import { checkScheme } from '../../transport/base-url.ts';
import { checkKey } from '../../transport/credentials.ts';
import {
  ENDPOINT_CHECKS,
  type Endpoint,
  type GivenEndpoint,
  limitsOf,
  readEndpoint,
} from '../../transport/endpoint.ts';
import type { Limits } from '../../transport/exchange.ts';
import type { Fetch } from '../../transport/fetch.ts';
import type { AzureOpenAIOptions, MaxTokensField, OpenAIApi, OpenAIOptions } from './options.ts';
import { azure, isAzure, OPENAI } from './vendors.ts';

/** Options after reading: each read once, checked, defaults filled in. */
export interface Settings {
  /** The provider's name. */
  readonly provider: string;
  readonly model: string;
  readonly api: OpenAIApi;
  readonly maxTokensField: MaxTokensField;
  readonly objects: 'schema' | 'prompt';
  /** Whether an answer may begin with reasoning between `<think>` tags, as it does on servers without a parser for it. */
  readonly thinks: boolean;
}

export interface KeySettings extends Settings {
  readonly endpoint: Endpoint;
}

export interface ClientSettings extends Settings {
  readonly client: OpenAI;
  /** The one the client was made with. */
  readonly fetch: Fetch;
  readonly limits: Limits;
}

interface Shared {
  readonly model: string;
  readonly api: OpenAIApi;
  readonly maxTokensField: MaxTokensField;
  readonly objects: 'schema' | 'prompt';
}

const SHARED_CHECKS: Checks<Shared> = {
  model: string,
  api: oneOf('chat', 'responses'),
  maxTokensField: oneOf('max_completion_tokens', 'max_tokens'),
  objects: oneOf('schema', 'prompt'),
};

/** Every option of either kind, after its check. */
interface All extends Shared, GivenEndpoint {
  readonly client: OpenAI;
  readonly organization: string;
  readonly project: string;
}

const CHECKS: Checks<All> = {
  ...ENDPOINT_CHECKS,
  ...SHARED_CHECKS,
  client(value, field, refuse) {
    if (typeof value === 'object' && value !== null) return value as OpenAI;
    throw refuse(field, `must be an instance of \`OpenAI\`, got ${show(value)}`);
  },
  organization: checkKey,
  project: checkKey,
};

const CLIENT_OPTIONS: ReadonlySet<string> = new Set([
  ...Object.keys(SHARED_CHECKS),
  'client',
  'maxEventBytes',
  'maxResponseBytes',
  'dangerouslyAllowHTTP',
]);

/** Reads the options of either kind. Throws TypeError naming the field and the rule; it never repeats a value. */
export function readOptions(given: OpenAIOptions): KeySettings | ClientSettings {
  const read = fields<All>(given, 'openai', misuse, CHECKS);
  if (read.client === undefined) return keySettings(read);
  const other = Object.keys(read).find((option) => !CLIENT_OPTIONS.has(option));
  if (other !== undefined)
    throw misuse(`openai.${other}`, 'cannot stand beside `client`: set it on the `OpenAI` instance');
  return clientSettings(read, read.client);
}

function keySettings(given: Given<All>): KeySettings {
  const { organization, project } = given;
  const endpoint = readEndpoint(given, OPENAI, {
    ...(organization !== undefined && { 'openai-organization': organization }),
    ...(project !== undefined && { 'openai-project': project }),
  });
  return { ...sharedSettings(given, OPENAI.provider, isVendor(new URL(endpoint.baseURL))), endpoint };
}

function clientSettings(given: Given<All>, client: OpenAI): ClientSettings {
  const { baseURL, fetch, withOptions } = client as unknown as { readonly [property: string]: unknown };
  if (
    typeof baseURL !== 'string' ||
    !URL.canParse(baseURL) ||
    typeof fetch !== 'function' ||
    typeof withOptions !== 'function'
  )
    throw misuse(
      'openai.client',
      `must be an instance of \`OpenAI\` from the package \`openai\`, version 7, got ${show(client)}`,
    );
  const url = new URL(baseURL);
  checkScheme('openai.client.baseURL', url, given.dangerouslyAllowHTTP ?? false);
  return {
    ...sharedSettings(given, OPENAI.provider, isVendor(url)),
    client,
    fetch: fetch as Fetch,
    limits: limitsOf(given),
  };
}

interface AzureAll extends Shared, GivenEndpoint {
  readonly resource: string;
}

const AZURE_CHECKS: Checks<AzureAll> = {
  ...ENDPOINT_CHECKS,
  ...SHARED_CHECKS,
  resource(value, field, refuse) {
    if (typeof value === 'string' && /^[a-z\d][a-z\d-]{0,62}$/i.test(value)) return value;
    throw refuse(field, 'must be the name of a resource alone: letters, digits and `-`');
  },
};

/** Reads the options of `azureOpenAI`, as `readOptions` does. */
export function readAzureOptions(given: AzureOpenAIOptions): KeySettings {
  const read = fields<AzureAll>(given, 'azure', misuse, AZURE_CHECKS);
  const { resource = '', baseURL } = read;
  if ((resource === '') === (baseURL === undefined))
    throw misuse('azure.resource', 'or `azure.baseURL` is needed, and only one of them: name the resource');
  const vendor = azure(resource);
  const endpoint = readEndpoint(read, vendor);
  return { ...sharedSettings(read, vendor.provider, true), endpoint };
}

const isVendor = (url: URL): boolean => OPENAI.isOwn(url) || isAzure(url);

function sharedSettings(given: Given<Shared>, provider: string, isVendor: boolean): Settings {
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
