import type { TransportOver } from '../../transport/fetch.ts';
import type { Capabilities, Provider } from '../../types/call.ts';
import { lateCall } from '../late-call.ts';
import type { GoogleOptions } from './options.ts';
import { readOptions } from './settings.ts';

const FILES = ['image/*', 'audio/*', 'video/*', 'text/*', 'application/pdf'];

const CAPABILITIES = Object.freeze<Capabilities>({
  remote: true,
  tools: true,
  files: { bytes: FILES, urls: FILES },
  objects: 'schema',
  reports: ['reasoning', 'citations'],
});

/** Makes `google` for a runtime. */
export const googleOver =
  (transportOver: TransportOver) =>
  (options: GoogleOptions): Provider => {
    const settings = readOptions(options);
    return Object.freeze({
      name: 'google',
      model: settings.model,
      capabilities: CAPABILITIES,
      call: lateCall('google', async () => (await import('./call.ts')).callOf(settings, transportOver)),
    } satisfies Provider);
  };
