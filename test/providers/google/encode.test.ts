import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SecureLLMClient } from '../../../src/client.ts';
import { InvalidInputError } from '../../../src/errors.ts';
import { encode } from '../../../src/providers/google/encode.ts';
import { type GoogleProviderOptions, google } from '../../../src/providers/google/index.ts';
import { writeSigned } from '../../../src/providers/google/signatures.ts';
import { madeUpId } from '../../../src/providers/made-up-id.ts';
import type { ChatRequest, RequestMessage } from '../../../src/types/call.ts';
import type { ContinuationPart, Part } from '../../../src/types/message.ts';
import { text as replyText, whole } from './replies.ts';

const text = (text: string): Part => ({ type: 'text', text });
const user = (...content: Part[]): RequestMessage => ({ role: 'user', content });
const model = (...content: Part[]): RequestMessage => ({ role: 'assistant', content });
const call = (id: string, input: unknown = {}): Part => ({ type: 'tool-call', id, name: 'f', input });
const result = (id: string, output: string): Part => ({ type: 'tool-result', id, name: 'f', output });
const encoded = (request: Partial<ChatRequest>, model = 'gemini-2.5-flash') =>
  encode({ messages: [user(text('Hello'))], ...request }, model) as { readonly [field: string]: unknown };
const contents = (...messages: RequestMessage[]) => encoded({ messages }).contents;

describe('messages', () => {
  test('become turns of user and model, and all system text one instruction', () => {
    expect(
      encoded({
        messages: [
          { role: 'system', content: [text('Be '), text('brief.')] },
          user(text('Translate: '), { type: 'text', text: 'bonjour', trust: 'untrusted', source: 'mail' }),
          model(text('hello')),
          { role: 'system', content: [text('Be kind.')] },
          user(text('Thanks')),
        ],
      }),
    ).toEqual({
      systemInstruction: { parts: [{ text: 'Be brief.' }, { text: 'Be kind.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Translate: bonjour' }] },
        { role: 'model', parts: [{ text: 'hello' }] },
        { role: 'user', parts: [{ text: 'Thanks' }] },
      ],
    });
  });

  test('carry tool calls, and the results of parallel ones in one turn', () => {
    expect(
      contents(
        model(text('Let me see.'), call('a', { x: 1 }), call('b', undefined)),
        { role: 'tool', content: [result('a', 'one')] },
        { role: 'tool', content: [result('b', '{"two":2}')] },
        user(text('So?')),
        { role: 'tool', content: [result('c', 'late')] },
      ),
    ).toEqual([
      {
        role: 'model',
        parts: [
          { text: 'Let me see.' },
          { functionCall: { id: 'a', name: 'f', args: { x: 1 } } },
          { functionCall: { id: 'b', name: 'f', args: {} } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { id: 'a', name: 'f', response: { output: 'one' } } },
          { functionResponse: { id: 'b', name: 'f', response: { output: '{"two":2}' } } },
        ],
      },
      { role: 'user', parts: [{ text: 'So?' }] },
      { role: 'user', parts: [{ functionResponse: { id: 'c', name: 'f', response: { output: 'late' } } }] },
    ]);
  });

  test('carry no id that Google has not given, as some of its models take none, and signatures all the same', () => {
    const own = madeUpId();
    const signature = writeSigned({ signature: 'abc', call: own });
    expect(
      contents(model(call(own), { type: 'continuation', provider: 'google', data: signature }, call('a')), {
        role: 'tool',
        content: [result('a', 'two'), result(own, 'one')], // its place alone tells whose it is
      }),
    ).toEqual([
      {
        role: 'model',
        parts: [
          { functionCall: { name: 'f', args: {} }, thoughtSignature: 'abc' },
          { functionCall: { id: 'a', name: 'f', args: {} } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { name: 'f', response: { output: 'one' } } },
          { functionResponse: { id: 'a', name: 'f', response: { output: 'two' } } },
        ],
      },
    ]);
  });

  test('carry results that follow a tool message without any', () => {
    expect(
      contents(model(call('a')), { role: 'tool', content: [] }, { role: 'tool', content: [result('a', 'x')] }),
    ).toEqual([
      { role: 'model', parts: [{ functionCall: { id: 'a', name: 'f', args: {} } }] },
      { role: 'user', parts: [{ functionResponse: { id: 'a', name: 'f', response: { output: 'x' } } }] },
    ]);
  });

  test('carry files as bytes or as https URLs, between their texts', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (data) => {
        expect(
          contents(
            user(text('a'), text('b'), { type: 'file', data, mediaType: 'audio/wav' }, text('c'), {
              type: 'file',
              data: new URL('https://a.example/x.pdf'),
              mediaType: 'application/pdf',
            }),
          ),
        ).toEqual([
          {
            role: 'user',
            parts: [
              { text: 'ab' },
              { inlineData: { mimeType: 'audio/wav', data: Buffer.from(data).toString('base64') } },
              { text: 'c' },
              { fileData: { mimeType: 'application/pdf', fileUri: 'https://a.example/x.pdf' } },
            ],
          },
        ]);
      }),
    );
  });

  test('without words are left out', () => {
    expect(
      encoded({ messages: [{ role: 'system', content: [text('')] }, model(), user(text('a'), text(''))] }),
    ).toEqual({ contents: [{ role: 'user', parts: [{ text: 'a' }] }] });
  });

  const image: Part = { type: 'file', data: Uint8Array.of(1), mediaType: 'image/png' };
  const signature: Part = { type: 'continuation', provider: 'google', data: '{"signature":"abc"}' };
  test.each<[RequestMessage, string]>([
    [{ role: 'system', content: [image] }, 'messages[0].content[0]'],
    [user(text('a'), call('a')), 'messages[0].content[1]'],
    [user(signature), 'messages[0].content[0]'],
    [model(image), 'messages[0].content[0]'],
    [model(result('a', '')), 'messages[0].content[0]'],
    [{ role: 'tool', content: [text('a')] }, 'messages[0].content[0]'],
    [{ role: 'user', content: [call('a')], path: 'messages[7]' }, 'messages[7].content[0]'],
    [
      user({ type: 'file', data: new URL('http://a.example/x.png'), mediaType: 'image/png' }),
      'messages[0].content[0].data',
    ],
  ])('refuse a part that its role cannot carry: %j', (message, field) => {
    expect(() => contents(message)).toThrow(InvalidInputError);
    expect(() => contents(message)).toThrow(expect.objectContaining({ field }));
  });
});

describe('a continuation', () => {
  const continuation = (data: unknown, provider = 'google'): ContinuationPart => ({
    type: 'continuation',
    provider,
    data: typeof data === 'string' ? data : JSON.stringify(data),
  });

  test('gives each call its signature back, wherever it stands in the message', () => {
    const signs = [continuation({ signature: 'AA==', call: 'a' }), continuation({ signature: 'T-_', call: undefined })];
    const parts = [text('Let me see.'), call('a'), call('b')];
    for (const content of [
      [...parts, ...signs],
      [...signs, ...parts],
    ])
      expect(contents(model(...content))).toEqual([
        {
          role: 'model',
          parts: [
            { text: 'Let me see.', thoughtSignature: 'T-_' },
            { functionCall: { id: 'a', name: 'f', args: {} }, thoughtSignature: 'AA==' },
            { functionCall: { id: 'b', name: 'f', args: {} } },
          ],
        },
      ]);
  });

  test('of a text goes with the last one, or alone where there is none', () => {
    const sign = continuation({ signature: 'AA==' });
    expect(contents(model(text('a'), call('x'), text('b'), sign))).toMatchObject([
      { parts: [{ text: 'a' }, { functionCall: { id: 'x' } }, { text: 'b', thoughtSignature: 'AA==' }] },
    ]);
    expect(contents(model(sign))).toEqual([{ role: 'model', parts: [{ text: '', thoughtSignature: 'AA==' }] }]);
  });

  test('of a call that is gone, or of another provider, is left out', () => {
    expect(
      contents(model(text('a'), continuation({ signature: 'AA==', call: 'z' }), continuation('any words', 'acme'))),
    ).toEqual([{ role: 'model', parts: [{ text: 'a' }] }]);
  });

  test('brings no text along', () => {
    const smuggled = { signature: 'AA==', text: 'words', parts: [{ text: 'words' }], thought: true, name: 'words' };
    expect(JSON.stringify(contents(model(text('a'), continuation(smuggled))))).not.toContain('words');
  });

  test.each([
    'words',
    '{}',
    'null',
    '[]',
    '{"signature":""}',
    '{"signature":5}',
    '{"signature":"two words"}',
    '{"signature":"AA==","call":5}',
  ])('that the adapter did not write is refused: %s', (data) => {
    expect(() => contents(model(text('a'), continuation(data)))).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_INPUT', field: 'messages[0].content[1].data' }),
    );
  });
});

describe('options of a call', () => {
  test('go into the generation config', () => {
    expect(
      encoded({ maxOutputTokens: 9, temperature: 0, topP: 0.5, stopSequences: ['x'], seed: 7 }).generationConfig,
    ).toEqual({ maxOutputTokens: 9, temperature: 0, topP: 0.5, stopSequences: ['x'], seed: 7 });
    expect(encoded({ stopSequences: [] })).toEqual({ contents: [{ role: 'user', parts: [{ text: 'Hello' }] }] });
  });

  test('ask for JSON of a schema', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } } };
    expect(encoded({ responseFormat: { name: 'thing', schema } }).generationConfig).toEqual({
      responseMimeType: 'application/json',
      responseJsonSchema: schema,
    });
  });

  test.each([
    ['auto', { mode: 'AUTO' }],
    ['none', { mode: 'NONE' }],
    ['required', { mode: 'ANY' }],
    [{ name: 'f' }, { mode: 'ANY', allowedFunctionNames: ['f'] }],
  ] as const)('carry tools, and the choice %j', (toolChoice, functionCallingConfig) => {
    const parameters = { type: 'object', properties: {} };
    const tools = [
      { name: 'f', description: 'does f', parameters, trust: 'trusted', restore: true },
      { name: 'g', parameters },
    ] as const;
    const { tools: sent, toolConfig } = encoded({ tools, toolChoice });
    expect(sent).toEqual([
      {
        functionDeclarations: [
          { name: 'f', description: 'does f', parametersJsonSchema: parameters },
          { name: 'g', parametersJsonSchema: parameters },
        ],
      },
    ]);
    expect(toolConfig).toEqual({ functionCallingConfig });
  });
});

describe('provider options', () => {
  const given = {
    thinkingConfig: { includeThoughts: true, thinkingLevel: 'LOW' },
    topK: 5,
    safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_ONLY_HIGH' }],
    googleSearch: true,
    cachedContent: 'cachedContents/abc',
    store: false,
  } satisfies GoogleProviderOptions;

  test('stand where the wire format has them, and win over the options of the call', () => {
    const { contents: _, ...body } = encoded({
      temperature: 0,
      topP: 1,
      tools: [{ name: 'f', parameters: {} }],
      providerOptions: { google: { ...given, temperature: 1, topP: null, newField: 'x' }, openai: { user: 'u' } },
    });
    expect(body).toEqual({
      tools: [{ functionDeclarations: [{ name: 'f', parametersJsonSchema: {} }] }, { googleSearch: {} }],
      generationConfig: {
        temperature: 1,
        topK: 5,
        thinkingConfig: { includeThoughts: true, thinkingLevel: 'LOW' },
        newField: 'x',
      },
      safetySettings: given.safetySettings,
      cachedContent: 'cachedContents/abc',
      store: false,
    });
  });

  test.each([
    'contents',
    'systemInstruction',
    'tools',
    'toolConfig',
    'model',
    'candidateCount',
    'candidate_count',
    'maxOutputTokens',
    'max_output_tokens',
    'generationConfig',
  ])('cannot set %s', (field) => {
    const encoding = () => encoded({ providerOptions: { google: { [field]: 'x' } } });
    expect(encoding).toThrow(InvalidInputError);
    expect(encoding).toThrow(`providerOptions.google.${field}`);
  });

  test('put no text beside the generation config', () => {
    const google = { system_instruction: 'words', tool_config: 'words' };
    expect(Object.keys(encoded({ providerOptions: { google } }))).toEqual(['contents', 'generationConfig']);
  });

  test('turn search on by true alone', () => {
    expect(encoded({ providerOptions: { google: { googleSearch: false } } })).not.toHaveProperty('tools');
    expect(() => encoded({ providerOptions: { google: { googleSearch: {} } } })).toThrow(
      expect.objectContaining({ field: 'providerOptions.google.googleSearch' }),
    );
  });

  test('BI-04 pass no __proto__ on', () => {
    const google = JSON.parse('{"__proto__":{"x":1},"topK":1}');
    const { generationConfig } = encoded({ providerOptions: { google } });
    expect(Object.getPrototypeOf(generationConfig)).toBe(Object.prototype);
    expect(Object.keys(generationConfig as object)).toEqual(['topK']);
  });
});

test('a client sends what it screened, and restores it in the answer', async () => {
  const address = 'ada.lovelace@analytical.engine.org';
  let sent = '';
  const provider = google({
    baseURL: 'https://acme.example',
    model: 'm',
    fetch: async (_, init) => {
      sent = String(init?.body);
      return whole(replyText(`Write to ${/\[EMAIL_ADDRESS\w*\]/.exec(sent)?.[0]}`, 'STOP'));
    },
  });
  const { text } = await new SecureLLMClient({ provider }).chat(`Ask ${address}.`, { instructions: 'Be brief.' });
  expect(sent).not.toContain(address);
  expect(text).toBe(`Write to ${address}`);
  expect(JSON.parse(sent)).toMatchObject({ contents: [{ role: 'user' }], systemInstruction: { parts: [{}] } });
});

test('calls of another provider get the signature that stands for none, where the model wants one', () => {
  const signature: Part = {
    type: 'continuation',
    provider: 'google',
    data: writeSigned({ signature: 'abcd', call: 'c' }),
  };
  const messages = [user(text('Go')), model(call('a'), call('b')), model(call('c'), signature)];
  const signatures = (name: string) =>
    (encoded({ messages }, name).contents as { parts: { thoughtSignature?: string }[] }[]).map(({ parts }) =>
      parts.map(({ thoughtSignature }) => thoughtSignature),
    );
  const none = 'skip_thought_signature_validator';
  expect(signatures('gemini-3.8-flash')).toEqual([[undefined], [none, undefined], ['abcd']]);
  expect(signatures('models/gemini-3-pro')).toEqual([[undefined], [none, undefined], ['abcd']]);
  expect(signatures('gemini-2.5-pro')).toEqual([[undefined], [undefined, undefined], ['abcd']]);
});
