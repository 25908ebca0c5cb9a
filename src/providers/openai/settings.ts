import type OpenAI from 'openai';
import { type Checks, fields, type Given, misuse, show } from '../../lib/check.ts';
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
import type { OpenAIOptions } from './options.ts';
import { isVendor, type Settings, SHARED_CHECKS, type Shared, sharedSettings } from './shared-settings.ts';
import { OPENAI } from './vendors.ts';

export interface KeySettings extends Settings {
  readonly endpoint: Endpoint;
}

export interface ClientSettings extends Settings {
  readonly client: OpenAI;
  /** The one the client was made with. */
  readonly fetch: Fetch;
  readonly limits: Limits;
}

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
