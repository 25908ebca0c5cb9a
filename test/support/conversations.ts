import { type ConversationOptions, SecureLLMClient, type SecureLLMClientOptions } from '../../src/index.ts';
import { type Step, scripted } from '../../src/testing/scripted.ts';
import type { ChatRequest, RequestMessage } from '../../src/types/call.ts';
import type { ConversationStore } from '../../src/types/store.ts';
import type { NamingVault } from '../../src/vault/names.ts';
import { manualClock } from './manual-clock.ts';
import { testVault } from './vault.ts';

export const vault = testVault();

/** What a conversation is called in a store. */
export const nameOf = async (by: NamingVault, tenant: string, id: string): Promise<string> =>
  `secure-llm:conversation:${(await by.names('conversation', tenant, id))[0]}`;

/** A store like a server's: each method takes a while, and what it holds is at hand. */
export function serverStore(items = new Map<string, string>()): ConversationStore & { readonly items: typeof items } {
  return {
    items,
    getItem: async (key) => items.get(key) ?? null,
    setItem: async (key, value) => void items.set(key, value),
    removeItem: async (key) => void items.delete(key),
  };
}

/** A client of a model that says these, on a clock that stands still; without the fence, so that requests read well. */
export function talking(options: Partial<SecureLLMClientOptions>, ...runs: readonly (readonly Step[])[]) {
  const provider = scripted(...runs);
  const client = new SecureLLMClient({
    provider,
    clock: manualClock(),
    retry: { maxRetries: 0 },
    fence: false,
    ...options,
  });
  return { client, provider };
}

/** The same with a conversation of it. */
export function conversing(options: ConversationOptions, ...runs: readonly (readonly Step[])[]) {
  const { client, provider } = talking({}, ...runs);
  return { client, provider, conversation: client.conversation('c1', options) };
}

/** Who said what: `user: Hi`. */
export const lines = (messages: readonly RequestMessage[]): readonly string[] =>
  messages.map(({ role, content }) => {
    const texts = content.map((part) => {
      if (part.type === 'text') return part.text;
      if (part.type === 'tool-call') return `${part.name}(${JSON.stringify(part.input)})`;
      return part.type === 'tool-result' ? `=> ${part.output}` : part.type;
    });
    return `${role}: ${texts.join(' | ')}`;
  });

export const asked = (request: ChatRequest | undefined): readonly string[] => lines(request?.messages ?? []);
