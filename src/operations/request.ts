import type { CallSettings } from '../call-options.ts';
import { assertAble } from '../lib/capabilities.ts';
import { invalid } from '../lib/check.ts';
import { system } from '../lib/system-text.ts';
import type { ChatRequest, Provider, RequestMessage } from '../types/call.ts';

/**
 * The frozen request of a call: the instructions first, then the messages. Throws InvalidInputError where no provider can
 * do what is asked, or a model is named for none, before anything is sent.
 */
export function buildRequest(
  messages: readonly RequestMessage[],
  { request, instructions }: CallSettings,
  providers: readonly Provider[],
): ChatRequest {
  const names = providers.map(({ name }) => name);
  if (Object.keys(request.models ?? {}).some((name) => !names.includes(name)))
    throw invalid('model', `names a provider that this client has not; it has ${names.map(quoted).join(', ')}`);
  const all =
    instructions === undefined ? messages : Object.freeze([system(instructions, 'instructions'), ...messages]);
  const built = Object.freeze({ ...request, messages: all });
  assertAble(built, providers);
  return built;
}

const quoted = (name: string): string => `\`${name}\``;

/** Tools are for a conversation: asked again after a miss, an object would have run them twice. */
export function refuseTools({ tools }: Pick<ChatRequest, 'tools'>): void {
  if (tools?.length)
    throw invalid('tools', 'are for `chat`, `stream` and `batch`: gather there, then ask for the object');
}
