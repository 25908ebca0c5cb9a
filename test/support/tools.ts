import * as z from 'zod';
import type { ClientEvent } from '../../src/index.ts';
import { type Provider, SecureLLMClient, type SecureLLMClientOptions } from '../../src/index.ts';
import { type Step, scripted } from '../../src/testing/scripted.ts';
import type { ChatRequest } from '../../src/types/call.ts';
import { manualClock } from './manual-clock.ts';

/** A model that decides by what it is asked. */
export function thinking(answer: (request: ChatRequest, pass: number) => readonly Step[]): Provider {
  let pass = 0;
  return { ...scripted(), call: (call) => scripted(answer(call.request, pass++)).call(call) };
}

/** A client of it on a clock that stands still, and what it told of tools. */
export function clientOf(provider: Provider, options: Partial<SecureLLMClientOptions> = {}) {
  const clock = manualClock();
  const client = new SecureLLMClient({ provider, clock, ...options });
  const told: ClientEvent<'tool'>[] = [];
  client.on('tool', (event) => told.push(event));
  return { client, clock, told };
}

export const City = z.object({ city: z.string().min(2) });

/** The tool results of the last message of a request: what the model reads. */
export const resultsIn = ({ messages }: Pick<ChatRequest, 'messages'>): readonly string[] =>
  messages.at(-1)?.content.flatMap((part) => (part.type === 'tool-result' ? [part.output] : [])) ?? [];
