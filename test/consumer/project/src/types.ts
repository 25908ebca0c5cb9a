import {
  type ChatEvent,
  type ChatResult,
  defineTask,
  isSecureLLMError,
  type Layer,
  SecureLLMClient,
  type SecureLLMError,
  TimeoutError,
} from 'secure-llm';
import { check, injection, leak, links, personalData, secrets, unicode } from 'secure-llm/guards';
import { local } from 'secure-llm/local';
import { openai } from 'secure-llm/openai';
import { expectNoPersonalData, type Mock, mock, sentText } from 'secure-llm/testing';
import * as z from 'zod';

const quiet: Layer = (call, next) => next(call);
const client = new SecureLLMClient({ provider: openai({ apiKey: () => 'key', model: 'gpt' }), layers: [quiet] });
const Order = z.object({ item: z.string(), count: z.number() });
const review = defineTask({ instructions: 'Review', input: z.object({ diff: z.string() }), output: Order });

export async function typed(): Promise<void> {
  const result: ChatResult = await client.chat('hi');
  const text: string = result.text;
  const { object } = await client.object(text, { schema: Order });
  const count: number = object.count;
  const item: string = (await client.run(review, { diff: '' })).object.item;
  const { label }: { label: 'positive' | 'neutral' | 'negative' | 'mixed' } = await client.sentiment(item);
  for await (const event of client.stream(label)) {
    const known: ChatEvent = event;
    if (known.type === 'text-delta') known.text.slice(count);
  }
  // @ts-expect-error an option that does not exist
  await client.chat('hi', { temprature: 1 });
  // @ts-expect-error a task takes what its schema says
  await client.run(review, { diff: 1 });
  await new SecureLLMClient({ provider: local() }).close();
}

export function narrowed(error: unknown): SecureLLMError | undefined {
  if (error instanceof TimeoutError) {
    const code: 'ERR_TIMEOUT' = error.code;
    return code ? error : undefined;
  }
  return isSecureLLMError(error) ? error : undefined;
}

export const guards = [secrets, personalData, injection, unicode, links(), leak({ system: ['Be kind.'] })];
export const ready = { client, check, links: links(), secrets, answer: client.stream('hi') };

const api: Mock = mock.openai().reply('hi').stream(['h', 'i']).tool('weather', { city: 'Bern' });
export const handlers = [
  api,
  mock.anthropic().object({ a: 1 }),
  mock.google().status(429, { retryAfter: 1 }).malformed(),
];
export const sent: string = sentText(api.requests);
export const proven: Promise<void> = expectNoPersonalData(api.requests);
// @ts-expect-error a reply that does not exist
mock.openai().answer('hi');
