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
  type Vendor,
} from '../../transport/endpoint.ts';
import type { Limits } from '../../transport/exchange.ts';
import type { Fetch } from '../../transport/fetch.ts';
import type { MaxTokensField, OpenAIOptions } from './options.ts';

/** Options after reading: each read once, checked, defaults filled in. */
export interface Settings {
  readonly model: string;
  readonly maxTokensField: MaxTokensField;
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

const VENDOR: Vendor = {
  provider: 'openai',
  name: 'OpenAI',
  ownURL: 'https://api.openai.com/v1',
  /** Regional hosts such as eu.api.openai.com are OpenAI's own as well. */
  isOwn: ({ hostname }) => hostname === 'api.openai.com' || hostname.endsWith('.api.openai.com'),
  keyHeader: 'authorization',
  keyExample: 'process.env.OPENAI_API_KEY',
};

/** Every option of either kind, after its check. */
interface All extends GivenEndpoint {
  readonly model: string;
  readonly maxTokensField: MaxTokensField;
  readonly client: OpenAI;
  readonly organization: string;
  readonly project: string;
}

const CHECKS: Checks<All> = {
  ...ENDPOINT_CHECKS,
  model: string,
  maxTokensField: oneOf('max_completion_tokens', 'max_tokens'),
  client(value, field, refuse) {
    if (typeof value === 'object' && value !== null) return value as OpenAI;
    throw refuse(field, `must be an instance of \`OpenAI\`, got ${show(value)}`);
  },
  organization: checkKey,
  project: checkKey,
};

const CLIENT_OPTIONS: ReadonlySet<string> = new Set([
  'client',
  'model',
  'maxTokensField',
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
  const endpoint = readEndpoint(given, VENDOR, {
    ...(organization !== undefined && { 'openai-organization': organization }),
    ...(project !== undefined && { 'openai-project': project }),
  });
  return { ...sharedSettings(given, endpoint.isOwnHost), endpoint };
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
  return { ...sharedSettings(given, VENDOR.isOwn(url)), client, fetch: fetch as Fetch, limits: limitsOf(given) };
}

function sharedSettings(read: Given<All>, isOwnHost: boolean): Settings {
  const { model, maxTokensField = isOwnHost ? 'max_completion_tokens' : 'max_tokens' } = read;
  if (model === undefined) throw misuse('openai.model', 'is missing: name the model, such as `gpt-5-mini`');
  return { model, maxTokensField };
}
