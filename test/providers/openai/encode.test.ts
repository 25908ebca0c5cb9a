import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SecureLLMClient } from '../../../src/client.ts';
import { InvalidInputError } from '../../../src/errors.ts';
import { encode } from '../../../src/providers/openai/chat/encode.ts';
import { openai } from '../../../src/providers/openai/index.ts';
import type { ChatRequest, RequestMessage } from '../../../src/types/call.ts';
import type { Part } from '../../../src/types/message.ts';
import { completion, whole } from './replies.ts';

const SETTINGS = {
  provider: 'openai',
  model: 'default-model',
  api: 'chat',
  maxTokensField: 'max_completion_tokens',
  objects: 'schema',
  thinks: false,
} as const;

const text = (text: string): Part => ({ type: 'text', text });
const user = (...content: Part[]): RequestMessage => ({ role: 'user', content });
const encoded = (request: Partial<ChatRequest>, wire: 'stream' | 'whole' = 'whole') =>
  encode({ messages: [user(text('Hello'))], ...request }, wire, SETTINGS);
const messages = (...given: RequestMessage[]) => encoded({ messages: given }).messages;

describe('messages', () => {
  test('keep their roles, and parts of text become one text', () => {
    expect(
      messages(
        { role: 'system', content: [text('Be '), text('brief.')] },
        user(text('Translate: '), { type: 'text', text: 'bonjour', trust: 'untrusted', source: 'mail' }),
        { role: 'assistant', content: [text('hello')] },
      ),
    ).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Translate: bonjour' },
      { role: 'assistant', content: 'hello' },
    ]);
  });

  test('carry tool calls and their results', () => {
    expect(
      messages(
        {
          role: 'assistant',
          content: [
            { type: 'tool-call', id: 'a', name: 'f', input: { x: 1 } },
            { type: 'tool-call', id: 'b', name: 'g', input: undefined },
          ],
        },
        {
          role: 'tool',
          content: [
            { type: 'tool-result', id: 'a', name: 'f', output: 'one' },
            { type: 'tool-result', id: 'b', name: 'g', output: 'two' },
          ],
        },
      ),
    ).toEqual([
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } },
          { id: 'b', type: 'function', function: { name: 'g', arguments: '{}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'a', content: 'one' },
      { role: 'tool', tool_call_id: 'b', content: 'two' },
    ]);
  });

  test('of an assistant that said nothing, but what another provider wants back, are left out', () => {
    expect(
      messages(
        { role: 'assistant', content: [{ type: 'continuation', provider: 'google', data: 'x' }] },
        { role: 'assistant', content: [] },
        user(text('a')),
      ),
    ).toEqual([{ role: 'user', content: 'a' }]);
  });

  test('carry images as https URLs or as data', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (data) => {
        const [message] = messages(
          user(text('a'), text('b'), { type: 'file', data, mediaType: 'image/png' }, text('c')),
          user({ type: 'file', data: new URL('https://a.example/x.png'), mediaType: 'image/png' }),
        );
        expect(message?.content).toEqual([
          { type: 'text', text: 'ab' },
          { type: 'image_url', image_url: { url: `data:image/png;base64,${Buffer.from(data).toString('base64')}` } },
          { type: 'text', text: 'c' },
        ]);
      }),
    );
    expect(messages(user({ type: 'file', data: new URL('https://a.example/x.png'), mediaType: 'image/png' }))).toEqual([
      { role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://a.example/x.png' } }] },
    ]);
  });

  test('carry a PDF as data, with its name or one made up', () => {
    const data = Uint8Array.of(37, 80, 68, 70);
    const file_data = `data:application/pdf;base64,${Buffer.from(data).toString('base64')}`;
    const pdf = { type: 'file', data, mediaType: 'application/pdf' } as const;
    expect(messages(user(pdf, { ...pdf, name: 'bill.pdf' }))).toEqual([
      {
        role: 'user',
        content: [
          { type: 'file', file: { filename: 'file.pdf', file_data } },
          { type: 'file', file: { filename: 'bill.pdf', file_data } },
        ],
      },
    ]);
  });

  test('take an image of a megabyte', () => {
    const data = new Uint8Array(1_000_000).fill(7);
    const [message] = messages(user({ type: 'file', data, mediaType: 'image/png' }));
    expect(JSON.stringify(message)).toContain(Buffer.from(data).toString('base64'));
  });

  const call: Part = { type: 'tool-call', id: 'a', name: 'f', input: {} };
  const result: Part = { type: 'tool-result', id: 'a', name: 'f', output: '' };
  const image: Part = { type: 'file', data: Uint8Array.of(1), mediaType: 'image/png' };
  test.each<[RequestMessage, string]>([
    [{ role: 'system', content: [image] }, 'messages[0].content[0]'],
    [{ role: 'system', content: [text('a'), call] }, 'messages[0].content[1]'],
    [{ role: 'user', content: [text('a'), call] }, 'messages[0].content[1]'],
    [{ role: 'user', content: [image, result] }, 'messages[0].content[1]'],
    [{ role: 'assistant', content: [image] }, 'messages[0].content[0]'],
    [{ role: 'assistant', content: [result] }, 'messages[0].content[0]'],
    [{ role: 'tool', content: [text('a')] }, 'messages[0].content[0]'],
    [user({ type: 'file', data: Uint8Array.of(1), mediaType: 'application/zip' }), 'messages[0].content[0].mediaType'],
    [
      user({ type: 'file', data: new URL('https://a.example/x.pdf'), mediaType: 'application/pdf' }),
      'messages[0].content[0].data',
    ],
    [user({ type: 'file', data: Uint8Array.of(1), mediaType: 'image/png;x,y' }), 'messages[0].content[0].mediaType'],
    [
      user({ type: 'file', data: new URL('http://a.example/x.png'), mediaType: 'image/png' }),
      'messages[0].content[0].data',
    ],
    [
      user({ type: 'file', data: new URL('file:///etc/passwd'), mediaType: 'image/png' }),
      'messages[0].content[0].data',
    ],
  ])('are refused where they hold what Chat Completions cannot carry: %j', (message, field) => {
    expect(() => messages(message)).toThrow(InvalidInputError);
    expect(() => messages(message)).toThrow(expect.objectContaining({ field }));
  });
});

test('an error names the place where the caller wrote the message', () => {
  const field = (path: string | undefined) => {
    try {
      messages({ role: 'system', content: [text('ours')] }, { ...user(call), ...(path !== undefined && { path }) });
    } catch (error) {
      return (error as InvalidInputError).field;
    }
  };
  const call: Part = { type: 'tool-call', id: 'a', name: 'f', input: {} };
  expect(field('messages[0]')).toBe('messages[0].content[0]');
  expect(field(undefined)).toBe('messages[1].content[0]');
});

describe('a request', () => {
  test('of nothing but messages asks for nothing else', () => {
    expect(encoded({})).toEqual({
      model: 'default-model',
      messages: [{ role: 'user', content: 'Hello' }],
      stream: false,
    });
    expect(encoded({}, 'stream')).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  test('carries every option under its name on the wire', () => {
    const schema = { type: 'object', properties: {} };
    expect(
      encoded({
        model: 'other-model',
        maxOutputTokens: 5,
        temperature: 0,
        topP: 0.5,
        stopSequences: ['END'],
        seed: 7,
        tools: [
          { name: 'f', description: 'does f', parameters: schema },
          { name: 'g', parameters: schema },
        ],
        toolChoice: { name: 'f' },
        responseFormat: { name: 'order', schema },
      }),
    ).toEqual({
      model: 'other-model',
      messages: [{ role: 'user', content: 'Hello' }],
      stream: false,
      max_completion_tokens: 5,
      temperature: 0,
      top_p: 0.5,
      stop: ['END'],
      seed: 7,
      tools: [
        { type: 'function', function: { name: 'f', description: 'does f', parameters: schema } },
        { type: 'function', function: { name: 'g', parameters: schema } },
      ],
      tool_choice: { type: 'function', function: { name: 'f' } },
      response_format: { type: 'json_schema', json_schema: { name: 'order', schema, strict: false } },
    });
  });

  test('leaves empty lists out', () => {
    expect(Object.keys(encoded({ tools: [], stopSequences: [] }))).toEqual(['model', 'messages', 'stream']);
  });

  test('takes further fields for this provider last', () => {
    const providerOptions = { openai: { temperature: 1, reasoning_effort: 'low' }, other: { temperature: 2 } };
    expect(encoded({ temperature: 0, providerOptions }, 'stream')).toEqual({
      model: 'default-model',
      messages: [{ role: 'user', content: 'Hello' }],
      stream: true,
      stream_options: { include_usage: true },
      temperature: 1,
      reasoning_effort: 'low',
    });
  });

  test.each(['stream', 'chat'] as const)('of a client leaves out the fields that are null (%s)', async (method) => {
    let sent: unknown;
    const provider = openai({
      baseURL: 'https://acme.example',
      model: 'm',
      fetch: async (_, init) => {
        sent = JSON.parse(String(init?.body));
        return whole(completion({ content: 'a' }));
      },
    });
    const providerOptions = { openai: { stream_options: null, temperature: null, top_k: null, user: 'u' } };
    const client = new SecureLLMClient({ provider });
    const options = { temperature: 1, providerOptions };
    if (method === 'chat') await client.chat('Hello', options);
    else for await (const _ of client.stream('Hello', options));
    expect(sent).toEqual({
      model: 'm',
      messages: expect.any(Array),
      stream: method === 'stream',
      user: 'u',
    });
  });

  test.each(['messages', 'model', 'stream', 'n', 'max_tokens', 'max_completion_tokens'])(
    'refuses %s among those fields',
    (field) => {
      const encoding = () => encoded({ providerOptions: { openai: { [field]: 'x' } } });
      expect(encoding).toThrow(InvalidInputError);
      expect(encoding).toThrow(`providerOptions.openai.${field}`);
    },
  );

  test('BI-04 passes no __proto__ on', () => {
    const openai = JSON.parse('{"__proto__":{"x":1},"user":"u"}');
    const params = encoded({ providerOptions: { openai } });
    expect(Object.hasOwn(params, '__proto__')).toBe(false);
    expect(Object.getPrototypeOf(params)).toBe(Object.prototype);
  });
});
