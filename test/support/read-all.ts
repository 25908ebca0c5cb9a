import type { Call, ChatRequest } from '../../src/types/call.ts';
import type { ChatEvent } from '../../src/types/event.ts';

/** Reads a stream to its end or to its failure. `seen` holds the text deltas, one entry each; `error` what was thrown. */
export async function readAll(
  iterable: AsyncIterable<ChatEvent>,
): Promise<{ readonly events: ChatEvent[]; readonly seen: string[]; readonly error: unknown }> {
  const events: ChatEvent[] = [];
  let error: unknown;
  try {
    for await (const event of iterable) events.push(event);
  } catch (thrown) {
    error = thrown;
  }
  const seen = events.flatMap((event) => (event.type === 'text-delta' ? [event.text] : []));
  return { events, seen, error };
}

/** One user message, `Hello`, with the trust that the client would give it. */
const REQUEST: ChatRequest = {
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello', trust: 'user' }] }],
};

/** A call as the client would make it: streamed, never aborted, priority 5, with a fresh trace. */
export const aCall = (overrides: Partial<Call> = {}): Call => ({
  id: 'call-1',
  operationId: 'operation-1',
  request: REQUEST,
  signal: new AbortController().signal,
  wire: 'stream',
  priority: 5,
  trace: { attempts: [], waits: [], fallbacks: [], findings: [] },
  ...overrides,
});
