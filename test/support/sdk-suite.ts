import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { describe, expect, test, vi } from 'vitest';
import { type Mock, mock } from '../../src/testing/index.ts';
import type { MockServer } from './mock-suite.ts';

/** What a vendor's own SDK reads of an answer. */
interface Reading {
  readonly text: string;
  readonly tools: readonly { readonly name: string; readonly input: unknown }[];
  readonly finish: unknown;
  /** Input, output, cached and reasoning tokens, as far as the vendor has names for them. */
  readonly usage: readonly unknown[];
}

interface Sdk {
  readonly mock: () => Mock;
  readonly ask: (streams: boolean) => Promise<Reading>;
  /** The vendor's words for stop, length, content filter and tool calls. */
  readonly words: readonly [unknown, unknown, unknown, unknown];
  /** The usage below as the vendor counts it. */
  readonly usage: readonly unknown[];
  /** The vendor's own name for a 429 in an error of its SDK. */
  readonly tooMany: RegExp;
}

const USAGE = {
  inputTokens: 20,
  outputTokens: 9,
  totalTokens: 29,
  cachedInputTokens: 6,
  cacheWriteTokens: 3,
  reasoningTokens: 4,
};

const apiKey = ['not', 'a', 'key'].join('-');
const model = 'some-model';

const SDKS: Readonly<Record<string, Sdk>> = {
  'OpenAI, Chat Completions': {
    mock: mock.openai,
    words: ['stop', 'length', 'content_filter', 'tool_calls'],
    usage: [20, 9, 6, 4],
    tooMany: /429/,
    async ask(streams) {
      const { chat } = new OpenAI({ apiKey, maxRetries: 0 });
      const body = { model, messages: [{ role: 'user' as const, content: 'Hi' }] };
      const { choices, usage } = streams
        ? await chat.completions.stream({ ...body, stream_options: { include_usage: true } }).finalChatCompletion()
        : await chat.completions.create(body);
      const [choice] = choices;
      return {
        text: choice?.message.content ?? '',
        tools: (choice?.message.tool_calls ?? []).flatMap((call) =>
          call.type === 'function' ? [{ name: call.function.name, input: JSON.parse(call.function.arguments) }] : [],
        ),
        finish: choice?.finish_reason,
        usage: [
          usage?.prompt_tokens,
          usage?.completion_tokens,
          usage?.prompt_tokens_details?.cached_tokens,
          usage?.completion_tokens_details?.reasoning_tokens,
        ],
      };
    },
  },
  'OpenAI, Responses': {
    mock: mock.openai,
    words: [undefined, 'max_output_tokens', 'content_filter', undefined],
    usage: [20, 9, 6, 4],
    tooMany: /429/,
    async ask(streams) {
      const { responses } = new OpenAI({ apiKey, maxRetries: 0 });
      const body = { model, input: 'Hi' };
      const response = streams ? await responses.stream(body).finalResponse() : await responses.create(body);
      const { output, output_text: text, usage, incomplete_details: incomplete } = response;
      return {
        text,
        tools: output.flatMap((item) =>
          item.type === 'function_call' ? [{ name: item.name, input: JSON.parse(item.arguments) }] : [],
        ),
        finish: incomplete?.reason,
        usage: [
          usage?.input_tokens,
          usage?.output_tokens,
          usage?.input_tokens_details.cached_tokens,
          usage?.output_tokens_details.reasoning_tokens,
        ],
      };
    },
  },
  Anthropic: {
    mock: mock.anthropic,
    words: ['end_turn', 'max_tokens', 'refusal', 'tool_use'],
    usage: [11, 9, 6, 3],
    tooMany: /rate_limit_error/,
    async ask(streams) {
      const { messages } = new Anthropic({ apiKey, maxRetries: 0 });
      const body = { model, max_tokens: 99, messages: [{ role: 'user' as const, content: 'Hi' }] };
      const { content, stop_reason, usage } = streams
        ? await messages.stream(body).finalMessage()
        : await messages.create(body);
      return {
        text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
        tools: content.flatMap((block) =>
          block.type === 'tool_use' ? [{ name: block.name, input: block.input }] : [],
        ),
        finish: stop_reason,
        usage: [
          usage.input_tokens,
          usage.output_tokens,
          usage.cache_read_input_tokens,
          usage.cache_creation_input_tokens,
        ],
      };
    },
  },
  Google: {
    mock: mock.google,
    words: ['STOP', 'MAX_TOKENS', 'SAFETY', 'STOP'],
    usage: [20, 5, 6, 4],
    tooMany: /RESOURCE_EXHAUSTED/,
    async ask(streams) {
      const { models } = new GoogleGenAI({ apiKey });
      const body = { model, contents: 'Hi' };
      const responses = streams ? await models.generateContentStream(body) : [await models.generateContent(body)];
      let text = '';
      let finish: unknown;
      let usage: readonly unknown[] = [];
      const tools: { name: string; input: unknown }[] = [];
      for await (const { candidates, usageMetadata: counts } of responses) {
        for (const { text: piece, functionCall: call } of candidates?.[0]?.content?.parts ?? []) {
          text += piece ?? '';
          if (call?.name) tools.push({ name: call.name, input: call.args });
        }
        finish = candidates?.[0]?.finishReason ?? finish;
        if (counts)
          usage = [
            counts.promptTokenCount,
            counts.candidatesTokenCount,
            counts.cachedContentTokenCount,
            counts.thoughtsTokenCount,
          ];
      }
      return { text, tools, finish, usage };
    },
  },
};

const FORMS = [
  ['whole', false],
  ['streamed', true],
] as const;

/** What the vendors' own SDKs read of the mocks: they were written by nobody here. */
export function sdkSuite(server: MockServer): void {
  describe.each(Object.entries(SDKS))('the SDK of %s', (_, { mock: make, ask, words, usage, tooMany }) => {
    test.each(FORMS)('reads text, usage and finish reason, %s', async (_, streams) => {
      const api = make().reply({ text: 'Hello, dear  world', usage: USAGE });
      server.use(api);
      expect(await ask(streams)).toEqual({ text: 'Hello, dear  world', tools: [], finish: words[0], usage });
      expect(api.requests).toHaveLength(1);
    });

    test.each(FORMS)('reads tool calls, alone and behind text, %s', async (_, streams) => {
      const toolCalls = [
        { name: 'weather', input: { city: 'Bern', days: [1, 2] } },
        { name: 'time', input: {} },
      ];
      server.use(make().tool('weather', { city: 'Bern' }).reply({ text: 'Let me see. ', toolCalls }));
      expect(await ask(streams)).toMatchObject({
        text: '',
        tools: [{ name: 'weather', input: { city: 'Bern' } }],
        finish: words[3],
      });
      expect(await ask(streams)).toMatchObject({ text: 'Let me see. ', tools: toolCalls, finish: words[3] });
    });

    test.each(FORMS)('reads the other finish reasons, %s', async (_, streams) => {
      server.use(
        make().reply({ text: 'Hel', finishReason: 'length' }).reply({ text: '', finishReason: 'content-filter' }),
      );
      const [, length, filtered] = words;
      expect(await ask(streams)).toMatchObject({ text: 'Hel', finish: length });
      expect(await ask(streams)).toMatchObject({ text: '', finish: filtered });
    });

    test.each(FORMS)('reads one JSON value, %s', async (_, streams) => {
      server.use(make().object({ article: 'kettle', pieces: 2 }));
      expect(JSON.parse((await ask(streams)).text)).toEqual({ article: 'kettle', pieces: 2 });
    });

    test.each(FORMS)('throws its own error for a status, %s', async (_, streams) => {
      server.use(make().status(429, { retryAfter: 2 }).status(401).status(503));
      await expect(ask(streams)).rejects.toMatchObject({ status: 429, message: expect.stringMatching(tooMany) });
      for (const status of [401, 503]) await expect(ask(streams)).rejects.toMatchObject({ status });
    });

    test.each(FORMS)('fails at an answer that is none, %s', async (_, streams) => {
      vi.spyOn(console, 'error').mockImplementation(() => {}); // the SDK of OpenAI says so
      const api = make().malformed();
      server.use(api);
      await expect(ask(streams)).rejects.toThrow();
      expect(api.requests).toHaveLength(1);
    });
  });
}
