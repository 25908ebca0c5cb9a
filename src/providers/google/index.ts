import { overFetch } from '../../transport/fetch.ts';
import type { Provider } from '../../types/call.ts';
import { googleOver } from './google.ts';
import type { GoogleOptions } from './options.ts';

export type { GoogleOptions, GoogleProviderOptions } from './options.ts';

/**
 * Google Gemini, by the Gemini API, or by Vertex AI with its `baseURL`. The key stays in closures and headers: no property of
 * the provider holds it. Throws TypeError for a wrong option.
 */
export const google: (options: GoogleOptions) => Provider = googleOver(overFetch);
