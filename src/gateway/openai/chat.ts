import { toEventStream } from '../../lib/event-stream.ts';
import { resumed } from '../../lib/opened.ts';
import type { ChatStream } from '../../operations/chat-stream.ts';
import { openaiError } from '../answers.ts';
import { settled } from '../bill.ts';
import type { Bill, Route, Visit } from '../route.ts';
import { answerTo, eventsOf } from './answer.ts';
import type { ChatCompletionChunk } from './answer-schema.ts';
import { askedOf } from './asked.ts';
import { chunksOf } from './chunks.ts';
import { completion, type Head } from './completion.ts';
import { failureOf } from './failure.ts';
import { readRequest } from './read-request.ts';

/** `POST /v1/chat/completions`: OpenAI's dialect, with every safeguard of the client. */
export const chatCompletions: Route = {
  method: 'POST',
  path: '/v1/chat/completions',
  scope: 'chat',
  errors: 'openai',
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
  const { estimate, ...given } = askedOf(body, served);
  const asked = { ...given, options: { ...given.options, ...visit.callOptions } };
  const head: Head = { id: `chatcmpl-${visit.id}`, created: Math.floor(Date.now() / 1_000), model: served.name };
  const includeUsage = body.stream_options?.include_usage === true;
  if (body.stream && !asked.schema) {
    const stream = served.client.stream(asked.messages, asked.options); // wrong input throws here, before it costs anything
    return streamed(stream, await visit.reserve(estimate), (events) => chunksOf(events, head, includeUsage));
  }
  const answered = await settled(await visit.reserve(estimate), answerTo(served.client, asked));
  if (!body.stream) return Response.json(completion(head, answered));
  return toEventStream(chunksOf(eventsOf(answered), head, includeUsage), () => {}, {}, FORM);
}

type Chunks = (events: ChatStream) => AsyncGenerator<ChatCompletionChunk, void>;

/** What fails before the first chunk is an answer with a status; what fails behind it, the last line of the stream. */
async function streamed(stream: ChatStream, bill: Bill, chunksOf: Chunks): Promise<Response> {
  const chunks = chunksOf(stream);
  const first = chunks.next(); // the first read, which `final` waits beside
  settled(bill, stream.final()).catch(() => {}); // the reader is told
  const { value, done } = await first;
  const events = resumed(done ? [] : [value], chunks);
  return toEventStream(events, (reason) => stream.abort(reason), {}, FORM);
}

const FORM = { failure: (error: unknown) => openaiError(failureOf(error)), done: '[DONE]' };
