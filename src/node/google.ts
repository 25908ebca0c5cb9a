import { googleOver } from '../providers/google/google.ts';
import type { GoogleOptions } from '../providers/google/options.ts';
import type { Provider } from '../types/call.ts';
import { nodeTransport } from './transport.ts';

export type { GoogleOptions, GoogleProviderOptions } from '../providers/google/options.ts';

/** The same `google`, over the transport for Node. */
export const google: (options: GoogleOptions) => Provider = googleOver(nodeTransport);
