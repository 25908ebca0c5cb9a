import { describe, expect, test } from 'vitest';
import { openai } from '../../../src/providers/openai/index.ts';
import type { Call } from '../../../src/types/call.ts';
import type { ChatEvent } from '../../../src/types/event.ts';
import { COMPATIBLE_SERVERS, type CompatibleServer } from '../../support/compatible-servers.ts';
import { aCall, readAll } from '../../support/read-all.ts';

const json = (body: object, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

const streamOf = (events: readonly (object | string)[]): Response => {
  const lines = events.map((event) =>
    typeof event === 'string' && event.startsWith(':')
      ? `${event}\n\n`
      : `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`,
  );
  return new Response(lines.join(''), { headers: { 'content-type': 'text/event-stream' } });
};

/** Asks a server as the table says it. */
async function ask({ baseURL, options }: CompatibleServer, reply: () => Response, call: Partial<Call> = {}) {
  const bodies: Record<string, unknown>[] = [];
  const fetch = async (url: unknown, init: RequestInit = {}) => {
    expect(String(url)).toBe(`${baseURL}/chat/completions`);
    bodies.push(JSON.parse(String(init.body)));
    return reply();
  };
  const apiKey = baseURL.startsWith('http://') ? undefined : ['key', 'of', 'test'].join('-');
  const provider = openai({ baseURL, apiKey, model: 'some-model', fetch, ...options });
  return { ...(await readAll(provider.call(aCall(call)))), provider, body: bodies[0] ?? {} };
}

function summary(events: readonly ChatEvent[]) {
  const joined = (type: 'text-delta' | 'reasoning-delta') =>
    events.flatMap((event) => (event.type === type ? [event.text] : [])).join('');
  const end = events.at(-1);
  if (end?.type !== 'end') return expect.fail('no end');
  const { inputTokens, outputTokens, cachedInputTokens, reasoningTokens } = end.usage;
  return {
    text: joined('text-delta'),
    reasoning: joined('reasoning-delta').trim(),
    finishReason: end.finishReason,
    tokens: [inputTokens, outputTokens, cachedInputTokens, reasoningTokens],
  };
}

describe.each(COMPATIBLE_SERVERS.map((server) => [server.name, server] as const))('%s', (_, server) => {
  const expected = { text: 'Hello.', reasoning: server.reasoning, finishReason: 'stop', tokens: server.tokens };

  test('answers whole', async () => {
    expect(summary((await ask(server, () => json(server.whole), { wire: 'whole' })).events)).toEqual(expected);
  });

  test('answers in a stream', async () => {
    expect(summary((await ask(server, () => streamOf(server.stream))).events)).toEqual(expected);
  });

  test('asks for a tool', async () => {
    const { events } = await ask(server, () => streamOf([...server.tools, '[DONE]']));
    expect(events.filter(({ type }) => type === 'tool-call')).toEqual([
      { type: 'tool-call', id: server.toolId, name: 'weather', input: { city: 'Oslo' } },
    ]);
    expect(events.at(-1)).toMatchObject({ finishReason: 'tool-calls' });
  });

  test('gets its tool id back as it came', async () => {
    const content = [{ type: 'tool-call', id: server.toolId, name: 'weather', input: { city: 'Oslo' } }] as const;
    const messages = [...aCall().request.messages, { role: 'assistant', content } as const];
    const { body } = await ask(server, () => streamOf(server.stream), { request: { messages } });
    expect(body.messages).toMatchObject([{}, { tool_calls: [{ id: server.toolId }] }]);
  });

  test.each(server.errors)('says what is wrong: $status as $code', async ({ status, body, code }) => {
    const { error } = await ask(server, () => json(body, status));
    expect(error).toMatchObject({ code, status });
    expect(String((error as Error).stack)).not.toContain('canary');
  });

  test('is asked with max_tokens, and with a JSON Schema unless it takes none', async () => {
    const request = { ...aCall().request, maxOutputTokens: 5 };
    const { body, provider } = await ask(server, () => streamOf(server.stream), { request });
    expect(body).toMatchObject({ max_tokens: 5, stream_options: { include_usage: true } });
    expect(provider.capabilities.objects).toBe(server.options?.objects ?? 'schema');
  });
});

test.each(
  COMPATIBLE_SERVERS.flatMap((server) =>
    server.streamError ? [[server.name, server, server.streamError] as const] : [],
  ),
)('%s may break off inside a stream', async (_, server, { chunk, code }) => {
  const { error } = await ask(server, () => streamOf([...server.stream.slice(0, 2), chunk, '[DONE]']));
  expect(error).toMatchObject({ code });
  expect(String((error as Error).stack)).not.toContain('canary');
});

test('an error in the place of a choice is one', async () => {
  const server = COMPATIBLE_SERVERS.find(({ name }) => name === 'OpenRouter') ?? expect.fail('no OpenRouter');
  const error = { code: 429, message: 'canary' };
  const choices = [{ index: 0, message: { content: 'Hel' }, finish_reason: 'error', error }];
  const answer = await ask(server, () => json({ ...server.whole, choices }), { wire: 'whole' });
  expect(answer.error).toMatchObject({ code: 'ERR_RATE_LIMIT' });
  expect(answer.seen).toEqual([]);
});

test('a tag in the middle of an answer is text, and so is one on the own hosts of OpenAI', async () => {
  const [server] = COMPATIBLE_SERVERS;
  if (!server) return expect.fail('no server');
  const reply = (content: string) => () =>
    json({ ...server.whole, choices: [{ index: 0, message: { content }, finish_reason: 'stop' }] });
  const { seen } = await ask(server, reply('A <think>b</think>'), { wire: 'whole' });
  expect(seen).toEqual(['A <think>b</think>']);
  const fetch = async () => reply('<think>b</think>')();
  const own = openai({ apiKey: `sk-${'test'}`, model: 'm', fetch });
  expect((await readAll(own.call(aCall({ wire: 'whole' })))).seen).toEqual(['<think>b</think>']);
});
