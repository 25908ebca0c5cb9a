import * as z from 'zod/mini';
import type { Trust } from '../../types/message.ts';
import { billed, estimateOf } from '../billing.ts';
import { eventAnswer } from '../event-answer.ts';
import { instructions, jsonSchema, maxOutputTokens, model, temperature, toolName } from '../fields.ts';
import { readBody } from '../read-body.ts';
import { badField } from '../refusal.ts';
import type { Route } from '../route.ts';
import { isPage, refuseInstructions } from './authorship.ts';
import { ChatEventSchema, eventsOf } from './events.ts';
import { messages, toMessages } from './messages.ts';
import { CitationSchema, facts, factsOf, finishReason, ToolCallSchema } from './results.ts';
import { callOptionsOf } from './served.ts';

const ToolSchema = z.strictObject({
  name: toolName,
  description: z.optional(z.string().check(z.minLength(1), z.maxLength(10_000))),
  parameters: jsonSchema,
});

const ChatRequest = z.strictObject({
  messages,
  model: z.optional(model),
  instructions: z.optional(instructions),
  maxOutputTokens: z.optional(maxOutputTokens),
  temperature: z.optional(temperature),
  tools: z.optional(z.array(ToolSchema).check(z.maxLength(64))),
  stream: z.optional(z.boolean()),
});

const ChatAnswer = z.strictObject({
  text: z.string(),
  reasoning: z.string(),
  toolCalls: z.array(ToolCallSchema),
  citations: z.array(CitationSchema),
  finishReason,
  ...facts,
});

/** `POST /api/chat`: an answer, whole or as server-sent events. */
export const chat: Route = {
  method: 'POST',
  path: '/api/chat',
  scope: 'chat',
  errors: 'problem',
  doc: {
    id: 'chat',
    summary: 'Answers a conversation',
    request: ChatRequest,
    response: ChatAnswer,
    event: ChatEventSchema,
  },
  async handle(visit) {
    const body = readBody(ChatRequest, await visit.json());
    const { principal, request } = visit;
    const { instructions, maxOutputTokens, temperature, tools = [] } = body;
    refuseInstructions(principal, instructions);
    const served = visit.model(body.model);
    const input = toMessages(body.messages);
    const options = {
      ...callOptionsOf(visit, served),
      instructions,
      maxOutputTokens,
      temperature,
      tools: toolsOf(tools, isPage(principal) ? 'user' : 'trusted'),
    };
    const estimate = estimateOf(input, { instructions, maxOutputTokens, tools }, served, 'messages');
    const bill = await visit.reserve(estimate);
    if (body.stream ?? wantsEvents(request))
      return eventAnswer(() => served.client.stream(input, options), { ...eventsOf(visit, served), bill, estimate });
    const result = await billed(bill, () => served.client.chat(input, options));
    const { text, reasoning, toolCalls, citations, finishReason } = result;
    return Response.json({ text, reasoning, toolCalls, citations, finishReason, ...factsOf(result, served) });
  },
};

/** Tools that nobody runs here: their calls go to the caller. */
function toolsOf(given: readonly z.output<typeof ToolSchema>[], trust: Trust) {
  const names = given.map(({ name }) => name);
  const twice = names.findIndex((name, index) => names.indexOf(name) < index);
  if (twice >= 0) throw badField(`tools[${twice}].name`, 'is the name of another tool too: give each its own');
  return Object.fromEntries(
    given.map(({ name, description, parameters }) => [name, { description, input: parameters, trust }]),
  );
}

/** Whether server-sent events are asked for, and nothing else. */
function wantsEvents({ headers }: Request): boolean {
  const accepted = headers.get('accept')?.toLowerCase() ?? '';
  return accepted.includes('text/event-stream') && !accepted.includes('application/json');
}
