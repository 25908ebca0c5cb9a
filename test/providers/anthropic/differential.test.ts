import Anthropic from '@anthropic-ai/sdk';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../src/types/event.ts';
import {
  message,
  opened,
  PING,
  STOP,
  sse,
  start,
  stopped,
  streamed,
  text,
  thinking,
  toolUse,
  whole,
} from './replies.ts';
import { answer, KEY } from './support.ts';

/** What an answer comes down to, whoever read it. */
interface Answer {
  readonly model: string;
  readonly text: string;
  readonly reasoning: string;
  readonly kept: readonly object[];
  readonly calls: readonly object[];
  readonly rawFinishReason: string | null | undefined;
  readonly tokens: readonly number[];
}

function fromMessage({ model, content, stop_reason, usage }: Anthropic.Message): Answer {
  const { input_tokens, output_tokens, cache_creation_input_tokens, cache_read_input_tokens } = usage;
  const [written, cached] = [cache_creation_input_tokens ?? 0, cache_read_input_tokens ?? 0];
  const thoughts = content.filter((block) => block.type === 'thinking' || block.type === 'redacted_thinking');
  return {
    model,
    text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    reasoning: thoughts.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
    kept: thoughts,
    calls: content.flatMap((block) =>
      block.type === 'tool_use' ? [{ id: block.id, name: block.name, input: block.input }] : [],
    ),
    rawFinishReason: stop_reason,
    tokens: [input_tokens + written + cached, output_tokens, cached, written],
  };
}

function fromEvents(events: readonly ChatEvent[]): Answer {
  const all = <T extends ChatEvent['type']>(type: T) =>
    events.filter((event): event is Extract<ChatEvent, { type: T }> => event.type === type);
  const [end] = all('end');
  const { inputTokens = 0, outputTokens = 0, cachedInputTokens = 0, cacheWriteTokens = 0 } = end?.usage ?? {};
  return {
    model: all('start')[0]?.model ?? '',
    text: all('text-delta')
      .map(({ text }) => text)
      .join(''),
    reasoning: all('reasoning-delta')
      .map(({ text }) => text)
      .join(''),
    kept: all('continuation').map(({ data }) => JSON.parse(data)),
    calls: all('tool-call').map(({ id, name, input }) => ({ id, name, input })),
    rawFinishReason: end?.rawFinishReason,
    tokens: [inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens],
  };
}

const params = { model: 'm', max_tokens: 1, messages: [{ role: 'user' as const, content: 'Hi' }] };
const sdk = (reply: Response) => new Anthropic({ apiKey: KEY, maxRetries: 0, fetch: async () => reply });
const letters = (word: string) => [...word];

const STREAMS = {
  text: [start(), PING, ...text(0, ...letters('Hello, wörld €😀\u2028')), stopped(), STOP],
  'several blocks': [start(), ...text(0, 'a'), ...text(1, 'b'), stopped('stop_sequence'), STOP],
  'an answer cut at the limit': [start(), ...text(0, 'Hel'), stopped('max_tokens'), STOP],
  'a refusal': [start(), ...text(0, 'I'), stopped('refusal'), STOP],
  'reasoning and tools': [
    start(),
    ...thinking(0, 'c2ln', ...letters('Hm, well')),
    opened(1, { type: 'redacted_thinking', data: 'eA==' }),
    { type: 'content_block_stop', index: 1 },
    ...text(2, 'Wait.'),
    ...toolUse(3, 'toolu_a', 'weather', '', ...letters('{"city":"Oslo","days":[1,2]}')),
    ...toolUse(4, 'toolu_b', 'time'),
    stopped('tool_use'),
    STOP,
  ],
};

describe('the same body reads as the official package reads it', () => {
  test.each(Object.entries(STREAMS))('a stream: %s', async (_, events) => {
    const theirs = await sdk(streamed(events)).messages.stream(params).finalMessage();
    const { events: ours, error } = await answer(streamed(events));
    expect(error).toBeUndefined();
    expect(fromEvents(ours)).toEqual(fromMessage(theirs));
  });

  test.each(['\r\n', '\r'])('a stream with line ends %j', async (end) => {
    const reply = () => new Response(sse(STREAMS.text, end), { headers: { 'content-type': 'text/event-stream' } });
    const theirs = await sdk(reply()).messages.stream(params).finalMessage();
    expect(fromEvents((await answer(reply())).events)).toEqual(fromMessage(theirs));
  });

  test.each([
    ['text', message([{ type: 'text', text: 'Hello\u0000 €😀' }])],
    ['nothing', message([], 'end_turn')],
    ['a pause', message([{ type: 'text', text: 'a' }], 'pause_turn')],
    ['a full context', message([{ type: 'text', text: 'a' }], 'model_context_window_exceeded')],
    [
      'reasoning and tools',
      message(
        [
          { type: 'thinking', thinking: 'Hm', signature: 'c2ln' },
          { type: 'redacted_thinking', data: 'eA==' },
          { type: 'tool_use', id: 'toolu_a', name: 'f', input: { a: [1, { b: null }] } },
        ],
        'tool_use',
      ),
    ],
  ])('one answer: %s', async (_, body) => {
    const theirs = await sdk(whole(body)).messages.create(params);
    const { events } = await answer(whole(body), { wire: 'whole' });
    expect(fromEvents(events)).toEqual(fromMessage(theirs));
  });
});

/** Where we differ on purpose. */
describe('the same body reads differently', () => {
  test('a stream that breaks off is complete there, as far as its events go, and an error here', async () => {
    const events = [start(), ...text(0, 'Hel')];
    const seen: string[] = [];
    for await (const event of await sdk(streamed(events)).messages.create({ ...params, stream: true }))
      seen.push(event.type);
    expect(seen.at(-1)).toBe('content_block_stop');
    expect((await answer(streamed(events))).error).toMatchObject({ code: 'ERR_STREAM_INTERRUPTED' });
  });

  test('a tool call that the limit cut off is a call there, and an error here', async () => {
    const events = [start(), ...toolUse(0, 'a', 'f', '{"path":"/tmp'), stopped('max_tokens'), STOP];
    const theirs = await sdk(streamed(events)).messages.stream(params).finalMessage();
    expect(fromMessage(theirs).calls).toHaveLength(1);
    expect((await answer(streamed(events))).error).toMatchObject({ code: 'ERR_OUTPUT_TRUNCATED' });
  });
});
