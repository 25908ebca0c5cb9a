import type { Call, ChatRequest, Provider, RequestMessage } from '../../../src/types/call.ts';
import type { ChatEvent } from '../../../src/types/event.ts';

export const user = (...texts: string[]): RequestMessage => ({
  role: 'user',
  content: texts.map((text) => ({ type: 'text', text, trust: 'user' })),
});

export const aCall = (request: ChatRequest, more: Partial<Call> = {}): Call => ({
  id: 'call',
  operationId: 'operation',
  request,
  signal: new AbortController().signal,
  wire: 'whole',
  priority: 5,
  trace: { attempts: [], waits: [], fallbacks: [], findings: [] },
  ...more,
});

export async function eventsOf(provider: Provider, call: Call): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const event of provider.call(call)) events.push(event);
  return events;
}

export const textOf = (events: readonly ChatEvent[]): string =>
  events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');

export const ask = async (provider: Provider, request: ChatRequest): Promise<string> =>
  textOf(await eventsOf(provider, aCall(request)));
