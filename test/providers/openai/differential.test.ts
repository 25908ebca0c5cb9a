import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { openai } from '../../../src/providers/openai/index.ts';
import type { ChatEvent } from '../../../src/types/event.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { chunk, completion, delta, sse, USAGE } from './replies.ts';

const apiKey = `sk-${'test'}`;

/** What an answer comes down to, whoever read it. */
interface Answer {
  readonly text: string;
  readonly refusal: string;
  readonly calls: readonly { readonly id: string; readonly name: string; readonly input: unknown }[];
  readonly rawFinishReason: string | null;
  readonly tokens: readonly (number | undefined)[];
}

const tokensOf = (usage: OpenAI.CompletionUsage | null | undefined) => [
  usage?.prompt_tokens,
  usage?.completion_tokens,
  usage?.total_tokens,
  usage?.prompt_tokens_details?.cached_tokens,
  usage?.completion_tokens_details?.reasoning_tokens,
];

async function byPackage(body: string, stream: boolean): Promise<Answer> {
  const client = new OpenAI({ apiKey, fetch: async () => reply(body, stream), maxRetries: 0 });
  const params = { model: 'm', messages: [] };
  if (!stream) {
    const { choices, usage } = await client.chat.completions.create(params);
    const { content, refusal, tool_calls = [] } = choices[0]?.message ?? {};
    return {
      text: content ?? '',
      refusal: refusal ?? '',
      calls: tool_calls.flatMap((call) => ('function' in call ? [parsed(call.id, call.function)] : [])),
      rawFinishReason: choices[0]?.finish_reason ?? null,
      tokens: tokensOf(usage),
    };
  }
  const calls: { id: string; name: string; arguments: string }[] = [];
  let text = '';
  let refusal = '';
  let rawFinishReason: string | null = null;
  let usage: OpenAI.CompletionUsage | null | undefined;
  for await (const each of await client.chat.completions.create({ ...params, stream: true })) {
    usage = each.usage ?? usage;
    const [choice] = each.choices;
    text += choice?.delta.content ?? '';
    refusal += choice?.delta.refusal ?? '';
    rawFinishReason = choice?.finish_reason ?? rawFinishReason;
    for (const piece of choice?.delta.tool_calls ?? []) {
      calls[piece.index] ??= { id: piece.id ?? '', name: piece.function?.name ?? '', arguments: '' };
      const call = calls[piece.index];
      if (call) call.arguments += piece.function?.arguments ?? '';
    }
  }
  return { text, refusal, calls: calls.map((call) => parsed(call.id, call)), rawFinishReason, tokens: tokensOf(usage) };
}

const parsed = (id: string, { name, arguments: text }: { name: string; arguments: string }) => ({
  id,
  name,
  input: JSON.parse(text),
});

function fromEvents(events: readonly ChatEvent[]) {
  const end = events.find((event) => event.type === 'end') ?? expect.fail('no end');
  const { inputTokens, outputTokens, totalTokens, cachedInputTokens, reasoningTokens } = end.usage;
  return {
    text: events.flatMap((event) => (event.type === 'text-delta' ? [event.text] : [])).join(''),
    calls: events.flatMap((event) =>
      event.type === 'tool-call' ? [{ id: event.id, name: event.name, input: event.input }] : [],
    ),
    rawFinishReason: end.rawFinishReason ?? null,
    tokens: [inputTokens, outputTokens, totalTokens, cachedInputTokens, reasoningTokens],
  };
}

const reply = (body: string, stream: boolean) =>
  new Response(body, { headers: { 'content-type': stream ? 'text/event-stream' : 'application/json' } });

async function byUs(body: string, stream: boolean) {
  const fetch = async () => reply(body, stream);
  const call = () => aCall({ wire: stream ? 'stream' : 'whole' });
  const direct = await readAll(openai({ apiKey, model: 'm', fetch }).call(call()));
  const onClient = await readAll(openai({ client: new OpenAI({ apiKey, fetch }), model: 'm' }).call(call()));
  return { direct, onClient };
}

const TOOLS = [
  { id: 'a', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo","days":[1,2]}' } },
  { id: 'b', type: 'function', function: { name: 'time', arguments: '{}' } },
];
const usage = { usage: USAGE };
const usageChunk = chunk(undefined, usage);
const letters = (text: string) => [...text].map((letter) => delta({ content: letter }));

const BODIES: Record<string, [string, boolean]> = {
  'text in one answer': [completion({ content: 'Hello, world' }, 'stop', usage), false],
  'text beyond ASCII in one answer': [completion({ content: 'é€😀\u2028 \ud83d\ude00 \u0000' }, 'stop', usage), false],
  'an answer cut at the limit': [completion({ content: 'Hel' }, 'length', usage), false],
  'a filtered answer': [completion({ content: '' }, 'content_filter', usage), false],
  'tool calls in one answer': [completion({ tool_calls: TOOLS }, 'tool_calls', usage), false],
  'text in a stream': [sse([...letters('Hello, world'), delta({}, 'stop'), usageChunk, '[DONE]']), true],
  'text beyond ASCII in a stream': [sse([...letters('é€😀\u2028'), delta({}, 'stop'), usageChunk, '[DONE]']), true],
  'a stream with CRLF': [sse([...letters('Hello'), delta({}, 'stop'), usageChunk, '[DONE]'], '\r\n'), true],
  'a stream with CR': [sse([...letters('Hello'), delta({}, 'stop'), usageChunk, '[DONE]'], '\r'), true],
  'a stream with comments': [
    `: ping\n\n${sse([...letters('Hi'), delta({}, 'stop'), usageChunk])}: ping\n\n${sse(['[DONE]'])}`,
    true,
  ],
  'a stream cut at the limit': [sse([...letters('Hel'), delta({}, 'length'), usageChunk, '[DONE]']), true],
  'tool calls in a stream': [
    sse([
      ...TOOLS.map((call, index) =>
        delta({ tool_calls: [{ index, ...call, function: { ...call.function, arguments: '' } }] }),
      ),
      ...TOOLS.flatMap((call, index) =>
        [...call.function.arguments].map((letter) =>
          delta({ tool_calls: [{ index, function: { arguments: letter } }] }),
        ),
      ),
      delta({}, 'tool_calls'),
      usageChunk,
      '[DONE]',
    ]),
    true,
  ],
};

describe('the same body', () => {
  test.each(Object.entries(BODIES))('reads as the openai package reads it: %s', async (_, [body, stream]) => {
    const { refusal, ...theirs } = await byPackage(body, stream);
    const { direct, onClient } = await byUs(body, stream);
    expect(direct.error).toBeUndefined();
    expect(fromEvents(direct.events)).toEqual(theirs);
    expect(onClient.events).toEqual(direct.events);
    expect(refusal).toBe('');
  });
});

/** Where we differ on purpose. */
describe('the same body reads differently', () => {
  test.each([
    ['one answer', completion({ refusal: 'I cannot.' }, 'stop', usage), false],
    ['a stream', sse([delta({ refusal: 'I can' }), delta({ refusal: 'not.' }), delta({}, 'stop'), '[DONE]']), true],
  ] as const)(
    'a refusal is text with finish reason content-filter here, a field of its own there (%s)',
    async (_, body, stream) => {
      const theirs = await byPackage(body, stream);
      expect(theirs).toMatchObject({ text: '', refusal: 'I cannot.', rawFinishReason: 'stop' });
      const { direct, onClient } = await byUs(body, stream);
      expect(fromEvents(direct.events)).toMatchObject({ text: 'I cannot.', rawFinishReason: 'refusal' });
      expect(direct.events.at(-1)).toMatchObject({ finishReason: 'content-filter' });
      expect(onClient.events).toEqual(direct.events);
    },
  );

  test('a forced tool that ends with stop has finish reason tool-calls here, with the word kept', async () => {
    const { direct } = await byUs(completion({ tool_calls: TOOLS }, 'stop'), false);
    expect(direct.events.at(-1)).toMatchObject({ finishReason: 'tool-calls', rawFinishReason: 'stop' });
  });

  test('missing usage is 0 here, undefined there', async () => {
    const body = completion({ content: 'a' });
    expect((await byPackage(body, false)).tokens).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(fromEvents((await byUs(body, false)).direct.events).tokens).toEqual([0, 0, 0, 0, 0]);
  });

  test.each([
    ['a stream without finish reason and [DONE]', sse([delta({ content: 'Hel' })]), true, 'ERR_STREAM_INTERRUPTED'],
    ['an empty stream', '', true, 'ERR_STREAM_INTERRUPTED'],
  ] as const)('%s is complete there and an error here', async (_, body, stream, code) => {
    await expect(byPackage(body, stream)).resolves.toBeDefined();
    const { direct, onClient } = await byUs(body, stream);
    expect([direct.error, onClient.error]).toEqual([
      expect.objectContaining({ code }),
      expect.objectContaining({ code }),
    ]);
  });

  test('null with status 200 resolves there and is an error here', async () => {
    const client = new OpenAI({ apiKey, fetch: async () => reply('null', false) });
    await expect(client.chat.completions.create({ model: 'm', messages: [] })).resolves.toBeNull();
    const { direct, onClient } = await byUs('null', false);
    const expected = expect.objectContaining({ code: 'ERR_RESPONSE_FORMAT' });
    expect([direct.error, onClient.error]).toEqual([expected, expected]);
  });
});
