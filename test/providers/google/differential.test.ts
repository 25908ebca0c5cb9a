import { type GenerateContentResponse, GoogleGenAI } from '@google/genai';
import { describe, expect, test } from 'vitest';
import { google } from '../../../src/providers/google/index.ts';
import type { ChatEvent } from '../../../src/types/event.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { response, streamed, text, USAGE, whole } from './replies.ts';

const apiKey = `${'AI'}za-test`;

/** What an answer comes down to, whoever read it. */
interface Answer {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly unknown[];
  readonly rawFinishReason: string | undefined;
  /** Input, output, in total, from the cache, thoughts. */
  readonly tokens: readonly number[];
  readonly model: string | undefined;
}

type Bodies = readonly string[];
const replyOf = (bodies: Bodies, stream: boolean) => (stream ? streamed(bodies) : whole(bodies.join('')));

async function byPackage(bodies: Bodies, stream: boolean): Promise<Answer> {
  const { models } = new GoogleGenAI({ apiKey, httpOptions: { fetch: async () => replyOf(bodies, stream) } });
  const params = { model: 'm', contents: 'Hello' };
  const responses: GenerateContentResponse[] = [];
  if (stream) for await (const each of await models.generateContentStream(params)) responses.push(each);
  else responses.push(await models.generateContent(params));
  const parts = responses.flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? []);
  const usage = responses.findLast((each) => each.usageMetadata)?.usageMetadata ?? {};
  const textOf = (thought: boolean) =>
    parts.map((part) => ((part.thought ?? false) === thought ? part.text : '')).join('');
  return {
    text: textOf(false),
    reasoning: textOf(true),
    calls: responses
      .flatMap((each) => each.functionCalls ?? [])
      .map(({ id, name, args }) => ({ id, name, input: args })),
    rawFinishReason: responses.findLast((each) => each.candidates?.[0]?.finishReason)?.candidates?.[0]?.finishReason,
    tokens: [
      (usage.promptTokenCount ?? 0) + (usage.toolUsePromptTokenCount ?? 0),
      (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0),
      usage.totalTokenCount ?? 0,
      usage.cachedContentTokenCount ?? 0,
      usage.thoughtsTokenCount ?? 0,
    ],
    model: responses[0]?.modelVersion,
  };
}

function fromEvents(events: readonly ChatEvent[]): Answer {
  const end = events.find((event) => event.type === 'end') ?? expect.fail('no end');
  const { inputTokens, outputTokens, totalTokens, cachedInputTokens = -1, reasoningTokens = -1 } = end.usage;
  const textOf = (type: 'text-delta' | 'reasoning-delta') =>
    events.flatMap((event) => (event.type === type ? [event.text] : [])).join('');
  return {
    text: textOf('text-delta'),
    reasoning: textOf('reasoning-delta'),
    calls: events.flatMap((event) =>
      event.type === 'tool-call' ? [{ id: event.id, name: event.name, input: event.input }] : [],
    ),
    rawFinishReason: end.rawFinishReason,
    tokens: [inputTokens, outputTokens, totalTokens, cachedInputTokens, reasoningTokens],
    model: events.flatMap((event) => (event.type === 'start' ? [event.model] : []))[0],
  };
}

const byUs = (bodies: Bodies, stream: boolean) =>
  readAll(
    google({ apiKey, model: 'm', fetch: async () => replyOf(bodies, stream) }).call(
      aCall({ wire: stream ? 'stream' : 'whole' }),
    ),
  );

const usage = { usageMetadata: USAGE };
const letters = (words: string) => [...words].map((letter) => text(letter));
const CALLS = [
  { functionCall: { id: 'a', name: 'weather', args: { city: 'Oslo', days: [1, 2] } }, thoughtSignature: 'AAEC' },
  { functionCall: { id: 'b', name: 'time', args: {} } },
];

const BODIES: Record<string, [Bodies, boolean]> = {
  'text in one answer': [[text('Hello, world', 'STOP', usage)], false],
  'text beyond ASCII in one answer': [[text('é€😀\u2028 \u0000', 'STOP', usage)], false],
  'an answer cut at the limit': [[text('Hel', 'MAX_TOKENS', usage)], false],
  'a filtered answer': [[response(undefined, 'SAFETY', usage)], false],
  'thoughts and text': [[response([{ text: 'Hm.', thought: true }, { text: 'Hi' }], 'STOP', usage)], false],
  'function calls in one answer': [[response(CALLS, 'STOP', usage)], false],
  'text in a stream': [[...letters('Hello, world'), text('', 'STOP', usage)], true],
  'text beyond ASCII in a stream': [[...letters('é€😀\u2028'), text('', 'STOP', usage)], true],
  'usage behind the finish reason': [[text('a', 'STOP'), JSON.stringify({ candidates: [], ...usage })], true],
  'a stream cut at the limit': [[...letters('Hel'), text('', 'MAX_TOKENS', usage)], true],
  'thoughts in a stream': [[response([{ text: 'Hm.', thought: true }]), text('Hi', 'STOP', usage)], true],
  'function calls in a stream': [[...CALLS.map((call) => response([call])), response([], 'STOP', usage)], true],
};

test.each(Object.entries(BODIES))('the same body reads as @google/genai reads it: %s', async (_, [bodies, stream]) => {
  const { events, error } = await byUs(bodies, stream);
  expect(error).toBeUndefined();
  expect(fromEvents(events)).toEqual(await byPackage(bodies, stream));
});

/** Where we differ on purpose. */
describe('the same body reads differently', () => {
  test.each([
    ['a stream without a finish reason', [text('Hel')], true, 'ERR_STREAM_INTERRUPTED'],
    ['an empty stream', [], true, 'ERR_STREAM_INTERRUPTED'],
    ['an answer without candidates', ['{}'], false, 'ERR_RESPONSE_FORMAT'],
    ['a blocked prompt', ['{"promptFeedback":{"blockReason":"SAFETY"}}'], false, 'ERR_CONTENT_FILTER'],
  ] as const)('%s is complete there and an error here', async (_, bodies, stream, code) => {
    await expect(byPackage(bodies, stream)).resolves.toBeDefined();
    expect((await byUs(bodies, stream)).error).toMatchObject({ code });
  });

  test('a function call without an id gets one here, and none there', async () => {
    const bodies = [response([{ functionCall: { name: 'f', args: {} } }], 'STOP')];
    expect((await byPackage(bodies, false)).calls).toEqual([{ id: undefined, name: 'f', input: {} }]);
    expect(fromEvents((await byUs(bodies, false)).events).calls).toMatchObject([
      { id: expect.stringMatching(/^call_/) },
    ]);
  });

  test('an answer that Google would continue is asked for again there, and cut here', async () => {
    const token = (continuationToken: string) => ({
      candidates: [{ content: { parts: [{ text: 'a' }] }, finishReason: 'CONTINUATION', continuationToken }],
    });
    const replies = [JSON.stringify(token('AAEC')), text('b', 'STOP')];
    const asked: unknown[] = [];
    const fetch = async () => {
      asked.push(1);
      return whole(replies.shift() ?? expect.fail('asked too often'));
    };
    await new GoogleGenAI({ apiKey, httpOptions: { fetch } }).models.generateContent({ model: 'm', contents: 'Hello' });
    expect(asked).toHaveLength(2);
    const { events } = await byUs([JSON.stringify(token('AAEC'))], false);
    expect(events.at(-1)).toMatchObject({ finishReason: 'length', rawFinishReason: 'CONTINUATION' });
  });

  test('a turn with function calls ends with tool-calls here, with the word kept', async () => {
    const { events } = await byUs([response(CALLS, 'STOP')], false);
    expect(events.at(-1)).toMatchObject({ finishReason: 'tool-calls', rawFinishReason: 'STOP' });
  });
});

test('a request is what @google/genai sends for the same', async () => {
  const sent: unknown[] = [];
  const fetch = async (url: string | URL | Request, init?: RequestInit) => {
    sent.push({
      url: String(url),
      key: new Headers(init?.headers).get('x-goog-api-key'),
      body: JSON.parse(String(init?.body)),
    });
    return streamed([text('ok', 'STOP')]);
  };
  const parameters = { type: 'object', properties: { city: { type: 'string' } } };
  const stream = await new GoogleGenAI({
    apiKey,
    apiVersion: 'v1beta',
    httpOptions: { fetch },
  }).models.generateContentStream({
    model: 'gemini-3.8-flash',
    contents: [
      { role: 'user', parts: [{ text: 'Hello' }, { inlineData: { mimeType: 'image/png', data: 'AQ==' } }] },
      { role: 'model', parts: [{ functionCall: { id: 'a', name: 'f', args: {} }, thoughtSignature: 'AAEC' }] },
      { role: 'user', parts: [{ functionResponse: { id: 'a', name: 'f', response: { output: 'x' } } }] },
    ],
    config: {
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      maxOutputTokens: 9,
      temperature: 0,
      topP: 0.5,
      topK: 5,
      seed: 7,
      stopSequences: ['x'],
      responseMimeType: 'application/json',
      responseJsonSchema: parameters,
      tools: [{ functionDeclarations: [{ name: 'f', parametersJsonSchema: parameters }] }, { googleSearch: {} }],
      toolConfig: { functionCallingConfig: { mode: 'ANY' as never, allowedFunctionNames: ['f'] } },
      thinkingConfig: { includeThoughts: true },
      safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT' as never, threshold: 'BLOCK_NONE' as never }],
    },
  });
  for await (const _ of stream);
  const request = {
    messages: [
      { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Hello' },
          { type: 'file', data: Uint8Array.of(1), mediaType: 'image/png' },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'tool-call', id: 'a', name: 'f', input: {} },
          { type: 'continuation', provider: 'google', data: '{"signature":"AAEC","call":"a"}' },
        ],
      },
      { role: 'tool', content: [{ type: 'tool-result', id: 'a', name: 'f', output: 'x' }] },
    ],
    maxOutputTokens: 9,
    temperature: 0,
    topP: 0.5,
    seed: 7,
    stopSequences: ['x'],
    responseFormat: { name: 'r', schema: parameters },
    tools: [{ name: 'f', parameters }],
    toolChoice: { name: 'f' },
    providerOptions: {
      google: {
        topK: 5,
        googleSearch: true,
        thinkingConfig: { includeThoughts: true },
        safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
      },
    },
  } as const;
  const { error } = await readAll(google({ apiKey, model: 'gemini-3.8-flash', fetch }).call(aCall({ request })));
  expect(error).toBeUndefined();
  expect(sent[1]).toEqual(sent[0]);
});
