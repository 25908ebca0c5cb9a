import { type Checks, fields, integer, misuse, oneOf, string } from '../../lib/check.ts';
import {
  ENDPOINT_CHECKS,
  type Endpoint,
  type GivenEndpoint,
  readEndpoint,
  type Vendor,
} from '../../transport/endpoint.ts';
import type { AnthropicOptions } from './options.ts';

/** Options after reading: each read once, checked, defaults filled in. */
export interface Settings {
  readonly model: string;
  readonly maxOutputTokens: number;
  readonly promptCache: '5m' | '1h' | undefined;
  readonly citations: boolean;
  readonly endpoint: Endpoint;
}

/** What every current model takes, with room for thinking. */
const MAX_OUTPUT_TOKENS = 16_384;
const VERSION = '2023-06-01'; // the only one; additions come without a new one

const VENDOR: Vendor = {
  provider: 'anthropic',
  name: 'Anthropic',
  ownURL: 'https://api.anthropic.com/v1',
  isOwn: ({ hostname }) => hostname === 'api.anthropic.com',
  keyHeader: 'x-api-key',
  keyExample: 'process.env.ANTHROPIC_API_KEY',
};

/** Every option, after its check. */
interface All extends GivenEndpoint {
  readonly model: string;
  readonly maxOutputTokens: number;
  readonly promptCache: '5m' | '1h';
  readonly citations: boolean;
}

const CHECKS: Checks<All> = {
  ...ENDPOINT_CHECKS,
  model: string,
  maxOutputTokens: integer(1),
  promptCache: oneOf('5m', '1h'),
  citations: oneOf<boolean>(true, false),
};

/** Throws TypeError naming the field and the rule; it never repeats a value. */
export function readOptions(given: AnthropicOptions): Settings {
  const read = fields<All>(given, 'anthropic', misuse, CHECKS);
  const { model, maxOutputTokens = MAX_OUTPUT_TOKENS, promptCache, citations = false } = read;
  if (model === undefined) throw misuse('anthropic.model', 'is missing: name the model, such as `claude-haiku-5-5`');
  const endpoint = readEndpoint(read, VENDOR, {
    'anthropic-version': VERSION,
    ...(read.dangerouslyAllowBrowser && { 'anthropic-dangerous-direct-browser-access': 'true' }), // CORS is refused without
  });
  return { model, maxOutputTokens, promptCache, citations, endpoint };
}
