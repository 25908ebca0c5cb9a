import OpenAI from 'openai';
import type { Response as OpenAIResponse } from 'openai/resources/responses/responses';
import { describe, expect, test } from 'vitest';
import { openai } from '../../../../src/providers/openai/index.ts';
import type { ChatEvent } from '../../../../src/types/event.ts';
import { aCall, readAll } from '../../../support/read-all.ts';
import { sse } from '../replies.ts';
import { callItem, eventsOf, type Item, reasoningItem, response, textItem } from './bodies.ts';

const apiKey = `sk-${'test'}`;

const BODIES: Record<string, Item> = {
  text: response([textItem('Hello, world')]),
  'text beyond ASCII': response([textItem('é€😀\u2028 \u0000')]),
  'two texts': response([textItem('Hello, '), { ...textItem('world'), id: 'msg_2' }]),
  'reasoning, text and tools': response([
    reasoningItem(['Hm.'], 'gAAA'),
    textItem('I look.'),
    callItem('a', 'weather', '{"city":"Oslo","days":[1,2]}'),
    callItem('b', 'time', '{}'),
  ]),
  'an answer cut at the limit': response([textItem('Hel')], {
    status: 'incomplete',
    incomplete_details: { reason: 'max_output_tokens' },
  }),
  'a filtered answer': response([textItem('')], {
    status: 'incomplete',
    incomplete_details: { reason: 'content_filter' },
  }),
};

const fetchOf = (body: Item, stream: boolean) => async () =>
  stream
    ? new Response(sse(eventsOf(body)), { headers: { 'content-type': 'text/event-stream' } })
    : new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });

async function byPackage(body: Item, stream: boolean) {
  const client = new OpenAI({ apiKey, fetch: fetchOf(body, stream), maxRetries: 0 });
  const params = { model: 'm', input: 'a' };
  const answer: OpenAIResponse = stream
    ? await client.responses.stream(params).finalResponse()
    : await client.responses.create(params);
  return {
    text: answer.output_text,
    calls: answer.output.flatMap((item) =>
      item.type === 'function_call' ? [{ id: item.call_id, name: item.name, input: JSON.parse(item.arguments) }] : [],
    ),
    rawFinishReason: answer.incomplete_details?.reason ?? answer.status,
    tokens: [
      answer.usage?.input_tokens,
      answer.usage?.output_tokens,
      answer.usage?.total_tokens,
      answer.usage?.input_tokens_details.cached_tokens,
      answer.usage?.input_tokens_details.cache_write_tokens,
      answer.usage?.output_tokens_details.reasoning_tokens,
    ],
  };
}

async function byUs(body: Item, stream: boolean) {
  const fetch = fetchOf(body, stream);
  const call = () => aCall({ wire: stream ? 'stream' : 'whole' });
  const direct = await readAll(openai({ apiKey, model: 'm', api: 'responses', fetch }).call(call()));
  const client = new OpenAI({ apiKey, fetch });
  const onClient = await readAll(openai({ client, model: 'm', api: 'responses' }).call(call()));
  return { direct, onClient };
}

function fromEvents(events: readonly ChatEvent[]) {
  const end = events.find((event) => event.type === 'end') ?? expect.fail('no end');
  const { inputTokens, outputTokens, totalTokens, cachedInputTokens, cacheWriteTokens, reasoningTokens } = end.usage;
  return {
    text: events.flatMap((event) => (event.type === 'text-delta' ? [event.text] : [])).join(''),
    calls: events.flatMap((event) =>
      event.type === 'tool-call' ? [{ id: event.id, name: event.name, input: event.input }] : [],
    ),
    rawFinishReason: end.rawFinishReason,
    tokens: [inputTokens, outputTokens, totalTokens, cachedInputTokens, cacheWriteTokens, reasoningTokens],
  };
}

describe.each([
  ['whole', false],
  ['streamed', true],
])('the same response, %s', (_, stream) => {
  test.each(Object.entries(BODIES))('reads as the openai package reads it: %s', async (_, body) => {
    const { direct, onClient } = await byUs(body, stream);
    expect(direct.error).toBeUndefined();
    expect(fromEvents(direct.events)).toEqual(await byPackage(body, stream));
    expect(onClient.events).toEqual(direct.events);
  });
});

test('a client of the package is asked at /responses, and its reply is read by our rules', async () => {
  const seen: { url: string; body: unknown }[] = [];
  const client = new OpenAI({
    apiKey,
    baseURL: 'https://acme.example/v9',
    fetch: async (url, init) => {
      seen.push({ url: String(url), body: JSON.parse(String(init?.body)) });
      return new Response(sse(eventsOf(response([textItem('a')])).slice(0, -1)), {
        headers: { 'content-type': 'text/event-stream' },
      });
    },
  });
  const { error } = await readAll(openai({ client, model: 'm', api: 'responses' }).call(aCall()));
  expect(seen).toMatchObject([{ url: 'https://acme.example/v9/responses', body: { store: false, stream: true } }]);
  expect(error).toMatchObject({ code: 'ERR_STREAM_INTERRUPTED' });
});
