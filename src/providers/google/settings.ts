import { type Checks, fields, misuse, string } from '../../lib/check.ts';
import {
  ENDPOINT_CHECKS,
  type Endpoint,
  type GivenEndpoint,
  readEndpoint,
  type Vendor,
} from '../../transport/endpoint.ts';
import { modelPath } from './model-path.ts';
import type { GoogleOptions } from './options.ts';

/** Options after reading: each read once, checked, defaults filled in. */
export interface Settings {
  readonly model: string;
  readonly endpoint: Endpoint;
}

const VENDOR: Vendor = {
  provider: 'google',
  name: 'Google',
  ownURL: 'https://generativelanguage.googleapis.com/v1beta',
  /** Vertex AI as well, in any region. */
  isOwn: ({ hostname }) => hostname.endsWith('.googleapis.com'),
  keyHeader: 'x-goog-api-key',
  keyExample: 'process.env.GEMINI_API_KEY',
};

const CHECKS: Checks<GivenEndpoint & { readonly model: string }> = { ...ENDPOINT_CHECKS, model: string };

/** Throws TypeError naming the field and the rule; it never repeats a value. */
export function readOptions(given: GoogleOptions): Settings {
  const { model, ...rest } = fields(given, 'google', misuse, CHECKS);
  if (model === undefined) throw misuse('google.model', 'is missing: name the model, such as `gemini-3.8-flash`');
  modelPath(model, 'google.model', misuse);
  return { model, endpoint: readEndpoint(rest, VENDOR) };
}
