import { lateCall } from '../providers/late-call.ts';
import { overFetch } from '../transport/fetch.ts';
import type { Capabilities, Provider } from '../types/call.ts';
import type { GatewayProviderOptions } from './options.ts';
import { NAME, readOptions } from './settings.ts';

const CAPABILITIES = Object.freeze<Capabilities>({
  remote: true,
  tools: true,
  files: { bytes: ['*/*'], urls: [] },
  objects: 'schema',
  options: ['temperature'],
  reports: ['reasoning', 'citations'],
  tasks: ['summarize', 'sentiment'],
  readsTrust: true,
});

/**
 * The provider of a web page: it asks your gateway, with a short-lived token, so that no provider key reaches a page. The
 * gateway runs its safeguards on what comes, and their findings are findings of the call. Throws TypeError for an option
 * that is wrong or unknown.
 */
export function gatewayProvider(options: GatewayProviderOptions): Provider {
  const settings = readOptions(options);
  return Object.freeze({
    name: NAME,
    model: settings.model ?? 'default',
    capabilities: CAPABILITIES,
    call: lateCall(NAME, async () => (await import('./call.ts')).callOf(settings, overFetch)),
  } satisfies Provider);
}
