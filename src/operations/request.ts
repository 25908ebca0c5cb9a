import type { CallSettings } from '../call-options.ts';
import { InvalidInputError } from '../errors.ts';
import type { ChatRequest, Provider, RequestMessage } from '../types/call.ts';

/**
 * The frozen request of a call: the instructions first, then the messages. Throws InvalidInputError where the provider
 * cannot do what is asked, before anything is sent.
 */
export function buildRequest(
  messages: readonly RequestMessage[],
  { request, instructions }: CallSettings,
  { name, capabilities }: Provider,
): ChatRequest {
  if (request.tools && !capabilities.tools)
    throw new InvalidInputError('tools', `cannot be used: the \`${name}\` provider has no tools`);
  if (!capabilities.files && messages.some(({ content }) => content.some(({ type }) => type === 'file')))
    throw new InvalidInputError('input', `holds a file, and the \`${name}\` provider takes none`);
  const all =
    instructions === undefined ? messages : Object.freeze([system(instructions, 'instructions'), ...messages]);
  return Object.freeze({ ...request, messages: all });
}

/** System text of the caller's own. */
export const system = (text: string, path: string): RequestMessage =>
  Object.freeze({
    role: 'system',
    path,
    content: Object.freeze([Object.freeze({ type: 'text', text, trust: 'trusted' } as const)]),
  });
