import type { TransportOver } from '../../transport/fetch.ts';
import type { Capabilities, Provider } from '../../types/call.ts';
import { lateCall } from '../late-call.ts';
import { IMAGES, PDF, TEXT } from './encode-file.ts';
import type { AnthropicOptions } from './options.ts';
import { readOptions } from './settings.ts';

const CAPABILITIES = Object.freeze<Capabilities>({
  remote: true,
  tools: true,
  files: { bytes: [...IMAGES, PDF, TEXT], urls: [...IMAGES, PDF] },
  objects: 'schema',
  options: ['temperature', 'topP', 'stopSequences', 'toolChoice'],
  reports: ['reasoning', 'citations', 'refusals'],
});

/** Makes `anthropic` for a runtime. */
export const anthropicOver =
  (transportOver: TransportOver) =>
  (options: AnthropicOptions): Provider => {
    const settings = readOptions(options);
    return Object.freeze({
      name: 'anthropic',
      model: settings.model,
      capabilities: CAPABILITIES,
      call: lateCall('anthropic', async () => (await import('./call.ts')).callOf(settings, transportOver)),
    } satisfies Provider);
  };
