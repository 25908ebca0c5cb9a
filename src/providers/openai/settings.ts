import type OpenAI from 'openai';
import { type Check, callable, fields, integer, misuse, oneOf, show, string } from '../../lib/check.ts';
import { checkBaseURL, checkScheme } from '../../transport/base-url.ts';
import { checkHeaders, checkKey } from '../../transport/credentials.ts';
import { DEFAULT_LIMITS, type Limits } from '../../transport/exchange.ts';
import type { Fetch } from '../../transport/fetch.ts';
import type { HeaderFields } from '../../transport/transport.ts';
import { checkPage, checkVendor } from './misplaced-key.ts';
import type { MaxTokensField, OpenAIOptions } from './options.ts';

/** Options after reading: each read once, checked, defaults filled in. */
export interface Settings {
  readonly model: string;
  readonly maxTokensField: MaxTokensField;
  readonly limits: Limits;
}

export interface KeySettings extends Settings {
  readonly apiKey: string | (() => unknown) | undefined;
  readonly url: string;
  /** Whether the host is OpenAI's own. */
  readonly isOwnHost: boolean;
  /** Everything but the key. */
  readonly headers: HeaderFields;
  /** The caller's own. */
  readonly fetch: Fetch | undefined;
}

export interface ClientSettings extends Settings {
  readonly client: OpenAI;
  /** The one the client was made with. */
  readonly fetch: Fetch;
}

const OWN_URL = 'https://api.openai.com/v1';

/** Regional hosts such as eu.api.openai.com are OpenAI's own as well. */
const isOwn = ({ hostname }: URL): boolean => hostname === 'api.openai.com' || hostname.endsWith('.api.openai.com');

/** Every option of either kind, after its check. */
interface Given {
  readonly model: string;
  readonly maxTokensField: MaxTokensField;
  readonly maxEventBytes: number;
  readonly maxResponseBytes: number;
  readonly dangerouslyAllowHTTP: boolean;
  readonly client: OpenAI;
  readonly apiKey: string | (() => unknown);
  readonly baseURL: string;
  readonly headers: HeaderFields;
  readonly organization: string;
  readonly project: string;
  readonly fetch: Fetch;
  readonly dangerouslyAllowBrowser: boolean;
}

const flag = oneOf(true, false);

const CHECKS: { readonly [Option in keyof Given]: Check<Given[Option]> } = {
  model: string,
  maxTokensField: oneOf('max_completion_tokens', 'max_tokens'),
  maxEventBytes: integer(1),
  maxResponseBytes: integer(1),
  dangerouslyAllowHTTP: flag,
  client(value, field, refuse) {
    if (typeof value === 'object' && value !== null) return value as OpenAI;
    throw refuse(field, `must be an instance of \`OpenAI\`, got ${show(value)}`);
  },
  apiKey: (value, field, refuse) =>
    typeof value === 'function' ? (value as () => unknown) : checkKey(value, field, refuse),
  baseURL: string,
  headers: checkHeaders,
  organization: checkKey,
  project: checkKey,
  fetch: callable as Check<Fetch>,
  dangerouslyAllowBrowser: flag,
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
  const read = fields<Given>(given, 'openai', misuse, CHECKS);
  if (read.client === undefined) return keySettings(read);
  const other = Object.keys(read).find((option) => !CLIENT_OPTIONS.has(option));
  if (other !== undefined)
    throw misuse(`openai.${other}`, 'cannot stand beside `client`: set it on the `OpenAI` instance');
  return clientSettings(read, read.client);
}

function keySettings(given: Partial<Given>): KeySettings {
  const { apiKey, baseURL = OWN_URL, headers: extra = {}, organization, project, fetch } = given;
  const url = checkBaseURL('openai.baseURL', baseURL, given.dangerouslyAllowHTTP);
  const isOwnHost = isOwn(url);
  const hasKey = apiKey !== undefined;
  const hasHeader = 'authorization' in extra;
  if (hasKey && hasHeader)
    throw misuse('openai.headers', 'must not hold `authorization` beside `apiKey`: keep one of them');
  if (!hasKey && isOwnHost && !hasHeader)
    throw misuse(
      'openai.apiKey',
      'is missing: pass the key, such as `process.env.OPENAI_API_KEY`, and check that it is set',
    );
  if (typeof apiKey === 'string') checkVendor(apiKey, isOwnHost, misuse);
  if (!given.dangerouslyAllowBrowser) checkPage(hasKey, extra);
  const headers = {
    ...extra,
    'content-type': 'application/json',
    ...(organization !== undefined && { 'openai-organization': organization }),
    ...(project !== undefined && { 'openai-project': project }),
  };
  const path = `${url.href.replace(/\/$/, '')}/chat/completions`;
  return { ...sharedSettings(given, isOwnHost), apiKey, url: path, isOwnHost, headers, fetch };
}

function clientSettings(given: Partial<Given>, client: OpenAI): ClientSettings {
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
  return { ...sharedSettings(given, isOwn(url)), client, fetch: fetch as Fetch };
}

function sharedSettings(read: Partial<Given>, isOwnHost: boolean): Settings {
  const { model, maxTokensField = isOwnHost ? 'max_completion_tokens' : 'max_tokens' } = read;
  if (model === undefined) throw misuse('openai.model', 'is missing: name the model, such as `gpt-5-mini`');
  const { maxEventBytes = DEFAULT_LIMITS.maxEventBytes, maxResponseBytes = DEFAULT_LIMITS.maxResponseBytes } = read;
  return { model, maxTokensField, limits: { maxEventBytes, maxResponseBytes } };
}
