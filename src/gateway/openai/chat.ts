import * as z from 'zod/mini';
import { toEventStream } from '../../lib/event-stream.ts';
import { openaiError } from '../answers.ts';
import { refuseInstructions, screenWords } from '../api/authorship.ts';
import { billed } from '../billing.ts';
import { eventAnswer } from '../event-answer.ts';
import type { Route, Visit } from '../route.ts';
import { answerTo, eventsOf } from './answer.ts';
import { CHAT_COMPLETION, CHAT_COMPLETION_CHUNK, OPENAI_ERROR } from './answer-schema.ts';
import { askedOf } from './asked.ts';
import { chunksOf } from './chunks.ts';
import { completion, type Head } from './completion.ts';
import { failureOf } from './failure.ts';
import { readRequest } from './read-request.ts';
import { CHAT_COMPLETION_REQUEST } from './request-schema.ts';

/** `POST /v1/chat/completions`: OpenAI's dialect, with every safeguard of the client. */
export const chatCompletions: Route = {
  method: 'POST',
  path: '/v1/chat/completions',
  scope: 'chat',
  errors: 'openai',
  doc: {
    id: 'chatCompletion',
    summary: 'Answers a conversation, in the dialect of OpenAI',
    request: CHAT_COMPLETION_REQUEST,
    response: CHAT_COMPLETION,
    event: z.union([CHAT_COMPLETION_CHUNK, OPENAI_ERROR]),
  },
  async handle(visit) {
    try {
      return await answer(visit);
    } catch (error) {
      throw failureOf(error);
    }
  },
};

async function answer(visit: Visit): Promise<Response> {
  const body = readRequest(await visit.json());
  const served = visit.model(body.model ?? undefined);
  const system = body.messages.findIndex(({ role }) => role === 'system' || role === 'developer');
  refuseInstructions(visit.principal, body.messages[system], `messages[${system}].role`);
  const { estimate, ...given } = askedOf(body, served, visit.maxBodyDepth);
  await screenWords(served.client, visit.principal, { response_format: given.schema });
  const asked = { ...given, options: { ...given.options, ...visit.callOptions } };
  const head: Head = { id: `chatcmpl-${visit.id}`, created: Math.floor(Date.now() / 1_000), model: served.name };
  const { stream = false, stream_options: options } = body;
  const form = {
    failure: (error: unknown) => openaiError(visit.breaksOff(failureOf(error))),
    done: '[DONE]',
    shown: chunksOf(head, options?.include_usage === true),
  };
  const bill = await visit.reserve(estimate);
  if (stream && !asked.schema)
    return eventAnswer(() => served.client.stream(asked.messages, asked.options), { ...form, bill, estimate });
  const answered = await billed(bill, () => answerTo(served.client, asked));
  if (!stream) return Response.json(completion(head, answered));
  return toEventStream(eventsOf(answered), form, () => {});
}
