import type { Capabilities } from '../../types/call.ts';
import type { OpenAIApi } from './options.ts';

/** What each of the two APIs takes; whether it fills schemas is an option of the provider. */
export const CAPABILITIES: Readonly<Record<OpenAIApi, Omit<Capabilities, 'objects'>>> = {
  chat: {
    remote: true,
    tools: true,
    files: { bytes: ['image/*', 'application/pdf'], urls: ['image/*'] },
    reports: ['reasoning', 'citations', 'refusals'],
  },
  responses: {
    remote: true,
    tools: true,
    files: { bytes: ['image/*', 'application/pdf'], urls: ['image/*', 'application/pdf'] },
    options: ['temperature', 'topP', 'toolChoice'],
    reports: ['reasoning', 'citations', 'refusals'],
  },
};
