import { describe, expect, test } from 'vitest';
import { fence } from '../../../src/lib/fence.ts';
import type { ChatRequest, RequestMessage } from '../../../src/types/call.ts';
import type { Part } from '../../../src/types/message.ts';
import { sent } from './support.ts';

const message = (role: RequestMessage['role'], ...content: readonly Part[]): RequestMessage => ({ role, content });
const text = (text: string): Part => ({ type: 'text', text });
const file = (mediaType: string, data: Uint8Array | URL, name?: string): Part => ({
  type: 'file',
  mediaType,
  data,
  ...(name !== undefined && { name }),
});
const HI = message('user', text('Hi'));
const bytes = new Uint8Array([1, 2, 250]);

const bodyOf = async (...given: Parameters<typeof sent>) => (await sent(...given)).body;
const turnsOf = async (...messages: readonly RequestMessage[]) => (await bodyOf({ messages })).messages;

describe('a request', () => {
  test('is no more than what was asked for, with a limit of tokens', async () => {
    expect(await bodyOf({ messages: [HI] })).toEqual({
      model: 'claude-m',
      max_tokens: 16_384,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
      stream: false,
    });
  });

  test('carries every option under its own name', async () => {
    const body = await bodyOf(
      {
        messages: [message('system', text('Be brief.')), HI],
        model: 'claude-other',
        maxOutputTokens: 99,
        temperature: 0.2,
        topP: 0.9,
        stopSequences: ['END'],
        tools: [{ name: 'f', description: 'Does f.', parameters: { properties: { a: { type: 'string' } } } }],
        toolChoice: { name: 'f' },
      },
      { maxOutputTokens: 5 },
    );
    expect(body).toEqual({
      model: 'claude-other',
      max_tokens: 99,
      system: [{ type: 'text', text: 'Be brief.' }],
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
      stream: false,
      temperature: 0.2,
      top_p: 0.9,
      stop_sequences: ['END'],
      tools: [
        {
          name: 'f',
          description: 'Does f.',
          input_schema: { type: 'object', properties: { a: { type: 'string' } } },
        },
      ],
      tool_choice: { type: 'tool', name: 'f' },
    });
    expect((await bodyOf({}, { maxOutputTokens: 5 })).max_tokens).toBe(5);
  });

  test('is refused where white space alone is to end the answer, which the API takes for an error', async () => {
    await expect(sent({ stopSequences: ['END', '\n'] })).rejects.toMatchObject({
      code: 'ERR_INVALID_INPUT',
      field: 'stopSequences[1]',
    });
  });

  test.each([
    ['auto', { type: 'auto' }],
    ['none', { type: 'none' }],
    ['required', { type: 'any' }],
  ] as const)('has tool choice %s, but not without tools', async (toolChoice, expected) => {
    const tools = [{ name: 'f', parameters: {} }];
    expect((await bodyOf({ tools, toolChoice })).tool_choice).toEqual(expected);
    expect(await bodyOf({ toolChoice })).not.toHaveProperty('tool_choice');
  });
});

describe('messages', () => {
  test('alternate: tool results go back together, in one turn of the user with what the user says', async () => {
    const result = (id: string, output: string): Part => ({ type: 'tool-result', id, name: 'f', output });
    const turns = await turnsOf(
      HI,
      message('user', text('And '), text('you?')),
      message(
        'assistant',
        text('Wait.'),
        { type: 'tool-call', id: 'a', name: 'f', input: { x: 1 } },
        { type: 'tool-call', id: 'call:b.2', name: 'f', input: {} },
      ),
      message('tool', result('a', 'one')),
      message('tool', result('call:b.2', 'two')),
      message('user', text('Well?')),
    );
    expect(turns).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Hi' },
          { type: 'text', text: 'And you?' },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Wait.' },
          { type: 'tool_use', id: 'a', name: 'f', input: { x: 1 } },
          { type: 'tool_use', id: 'call_b_2', name: 'f', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: 'one' },
          { type: 'tool_result', tool_use_id: 'call_b_2', content: 'two' },
          { type: 'text', text: 'Well?' },
        ],
      },
    ]);
  });

  test('lose text of white space alone, which the API refuses', async () => {
    const turns = await turnsOf(HI, message('assistant', text(' \n')), message('user', text(''), text('\t')));
    expect(turns).toEqual([{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }]);
  });

  test('of the system are told at the top, wherever they stand', async () => {
    const late = message('system', text('Be'), text(' kind.'));
    const { system, messages } = await bodyOf({ messages: [message('system', text('Be brief.')), HI, late] });
    expect(system).toEqual([{ type: 'text', text: 'Be brief.\n\nBe kind.' }]);
    expect(messages).toHaveLength(1);
    expect(await bodyOf({ messages: [message('system', text(' ')), HI] })).not.toHaveProperty('system');
  });

  test.each<[string, RequestMessage, string]>([
    ['a file of the system', message('system', file('image/png', bytes)), 'messages[1].content[0]'],
    [
      'a tool call of the user',
      message('user', { type: 'tool-call', id: 'a', name: 'f', input: {} }),
      'messages[1].content[0]',
    ],
    ['a file of the assistant', message('assistant', file('image/png', bytes)), 'messages[1].content[0]'],
    ['text of a tool', message('tool', text('x')), 'messages[1].content[0]'],
    [
      'arguments that are no object',
      message('assistant', { type: 'tool-call', id: 'a', name: 'f', input: [1] }),
      'messages[1].content[0].input',
    ],
  ])('cannot hold %s', async (_, wrong, field) => {
    await expect(sent({ messages: [HI, wrong] })).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT', field });
  });
});

describe('files', () => {
  test('go as bytes or as URLs, images as images, all else as documents', async () => {
    const turns = await turnsOf(
      message(
        'user',
        text('See'),
        file('image/png', bytes),
        file('image/webp', new URL('https://example.com/a.webp')),
        file('application/pdf', bytes, 'a.pdf'),
        file('application/pdf', new URL('https://example.com/b.pdf')),
        file('text/plain', new TextEncoder().encode('Grüße'), 'note.txt'),
      ),
    );
    expect(turns).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'See' },
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AQL6' } },
          { type: 'image', source: { type: 'url', url: 'https://example.com/a.webp' } },
          {
            type: 'document',
            source: { type: 'base64', media_type: 'application/pdf', data: 'AQL6' },
            title: 'a.pdf',
          },
          { type: 'document', source: { type: 'url', url: 'https://example.com/b.pdf' } },
          { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'Grüße' }, title: 'note.txt' },
        ],
      },
    ]);
  });

  test('are cited where that is asked for', async () => {
    const messages = [message('user', text('See'), file('text/plain', new TextEncoder().encode('x')))];
    const { body } = await sent({ messages }, { citations: true });
    expect(body.messages).toMatchObject([{ content: [{}, { type: 'document', citations: { enabled: true } }] }]);
  });

  test.each([
    ['another type', file('image/bmp', bytes), 'mediaType'],
    ['text that is not UTF-8', file('text/plain', bytes), 'data'],
    ['text by URL', file('text/plain', new URL('https://example.com/a.txt')), 'data'],
    ['plain http', file('image/png', new URL('http://example.com/a.png')), 'data'],
  ])('of %s are refused', async (_, part, field) => {
    await expect(sent({ messages: [message('user', part)] })).rejects.toMatchObject({
      code: 'ERR_INVALID_INPUT',
      field: `messages[0].content[0].${field}`,
    });
  });
});

describe('reasoning that goes back', () => {
  const back = (data: string, provider = 'anthropic') =>
    turnsOf(HI, message('assistant', { type: 'continuation', provider, data }, text('So.')));

  test('is a block made of its known fields', async () => {
    const thinking = { type: 'thinking', thinking: 'Hm', signature: 'c2ln' };
    const redacted = { type: 'redacted_thinking', data: 'eA==' };
    for (const block of [thinking, redacted])
      expect(await back(JSON.stringify({ ...block, cache_control: {}, text: 'no' }))).toMatchObject([
        {},
        { content: [block, { type: 'text', text: 'So.' }] },
      ]);
    expect(JSON.stringify(await back(JSON.stringify({ ...thinking, text: 'no' })))).not.toContain('no');
  });

  test('is left out where another provider wants it', async () => {
    expect(await back('{"anything":1}', 'openai')).toMatchObject([{}, { content: [{ type: 'text', text: 'So.' }] }]);
  });

  test.each([
    ['text', '{"type":"text","text":"CANARY"}'],
    ['a tool result', '{"type":"tool_result","tool_use_id":"a","content":"CANARY"}'],
    ['reasoning that nobody signed', '{"type":"thinking","thinking":"CANARY","signature":""}'],
    ['reasoning without a text', '{"type":"thinking","signature":"CANARY"}'],
    ['redacted reasoning without data', '{"type":"redacted_thinking","data":""}'],
    ['no JSON', 'CANARY'],
    ['null', 'null'],
  ])('cannot be %s', async (_, data) => {
    const error = await back(data).catch((error: unknown) => error);
    expect(error).toMatchObject({ code: 'ERR_INVALID_INPUT', field: 'messages[1].content[0].data' });
    expect(String(error)).not.toContain('CANARY');
  });
});

describe('the prompt cache', () => {
  const control = { type: 'ephemeral', ttl: '1h' };
  const marks = { mode: 'mark' as never, nonce: 'a'.repeat(32), canary: 'b'.repeat(32) };
  const cached = (request: Partial<ChatRequest>) => bodyOf(request, { promptCache: '1h' });

  test('keeps the own system text of the caller, and nothing that changes from call to call', async () => {
    const request = fence(
      { messages: [message('system', text('Be brief.')), message('system', text('Be kind.')), HI] },
      { ...marks, mode: 'delimit' },
    );
    const { system, tools } = await cached({ ...request, tools: [{ name: 'f', parameters: {} }] });
    expect(system).toEqual([
      { type: 'text', text: 'Be brief.\n\nBe kind.', cache_control: control },
      { type: 'text', text: expect.stringContaining(marks.canary) },
    ]);
    expect(tools).toEqual([{ name: 'f', input_schema: { type: 'object' } }]);
  });

  test('keeps the tools where there is no system text', async () => {
    const { tools } = await cached({ tools: ['f', 'g'].map((name) => ({ name, parameters: {} })) });
    expect(tools).toMatchObject([{ name: 'f' }, { name: 'g', cache_control: control }]);
    expect((tools as object[])[0]).not.toHaveProperty('cache_control');
  });

  test('keeps nothing unasked', async () => {
    const { body } = await sent({ messages: [message('system', text('Be brief.')), HI] });
    expect(JSON.stringify(body)).not.toContain('cache_control');
  });
});

describe('providerOptions.anthropic', () => {
  const withOptions = (anthropic: Record<string, unknown>, rest: Partial<ChatRequest> = {}) =>
    bodyOf({ providerOptions: { anthropic, openai: { user: 'no' } }, ...rest });

  test('are fields of the body, and null leaves one out', async () => {
    const thinking = { type: 'adaptive' };
    const body = await withOptions({ thinking, service_tier: 'auto', temperature: null }, { temperature: 1 });
    expect(body).toMatchObject({ thinking, service_tier: 'auto' });
    expect(body).not.toHaveProperty('temperature');
    expect(body).not.toHaveProperty('user');
  });

  test.each(['messages', 'model', 'stream', 'system', 'tools', 'mcp_servers', 'fallbacks', 'max_tokens'])(
    'cannot set %s',
    async (field) => {
      await expect(withOptions({ [field]: 'x' })).rejects.toMatchObject({
        code: 'ERR_INVALID_INPUT',
        field: `providerOptions.anthropic.${field}`,
      });
    },
  );

  test('reach no prototype', async () => {
    await withOptions(JSON.parse('{"__proto__":{"polluted":true}}'));
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('a schema', () => {
  const schema = { type: 'object', properties: { a: { type: 'integer', minimum: 3 } }, required: ['a'] };
  const format = {
    type: 'json_schema',
    schema: {
      type: 'object',
      properties: { a: { type: 'integer', description: '{"minimum":3}' } },
      required: ['a'],
      additionalProperties: false,
    },
  };
  const asked = { messages: [message('system', text('Be brief.')), HI], responseFormat: { name: 'x', schema } };
  const words = expect.stringMatching(/^Be brief\.\n\nAnswer with one JSON value.*"minimum":3/s);

  test('is one that the API holds the model to', async () => {
    const body = await bodyOf(asked);
    expect(body.output_config).toEqual({ format });
    expect(body.system).toEqual([{ type: 'text', text: 'Be brief.' }]);
  });

  test('stands beside other options of the output', async () => {
    const providerOptions = { anthropic: { output_config: { effort: 'low', format: 'no' } } };
    expect((await bodyOf({ ...asked, providerOptions })).output_config).toEqual({ effort: 'low', format });
  });

  test.each<[string, Partial<ChatRequest>, object]>([
    ['the API cannot hold a model to it', { responseFormat: { name: 'x', schema: { ...schema, $ref: '#' } } }, {}],
    ['the caller wants it so', { providerOptions: { anthropic: { output_config: null } } }, {}],
    [
      'documents are cited',
      { messages: [...asked.messages, message('user', file('text/plain', new Uint8Array([65])))] },
      { citations: true },
    ],
    ['another server may pass over it', {}, { baseURL: 'https://acme.example/v1' }],
  ])('is said in words where %s', async (_, request, options) => {
    const body = await bodyOf({ ...asked, ...request }, options);
    expect(body).not.toHaveProperty('output_config');
    expect(body.system).toEqual([{ type: 'text', text: words }]);
  });

  test('in words stands behind what the prompt cache keeps', async () => {
    const { system } = await bodyOf(asked, { baseURL: 'https://acme.example/v1', promptCache: '5m' });
    expect(system).toMatchObject([
      { text: 'Be brief.', cache_control: { ttl: '5m' } },
      { text: expect.stringMatching(/^\n\nAnswer with one JSON/) },
    ]);
  });
});

test('a budget for thinking is left out where the tool calls before it are of another provider', async () => {
  const called: Part = { type: 'tool-call', id: 'a', name: 'f', input: {} };
  const answered = message('tool', { type: 'tool-result', id: 'a', name: 'f', output: 'ok' });
  const thought: Part = {
    type: 'continuation',
    provider: 'anthropic',
    data: JSON.stringify({ type: 'thinking', thinking: 'Hm.', signature: 'c2ln' }),
  };
  const thinkingOf = async (type: string, ...messages: readonly RequestMessage[]) =>
    (await bodyOf({ messages, providerOptions: { anthropic: { thinking: { type } } } })).thinking;
  expect(await thinkingOf('enabled', HI, message('assistant', called), answered)).toBeUndefined();
  expect(await thinkingOf('enabled', HI, message('assistant', thought, called), answered)).toEqual({ type: 'enabled' });
  expect(await thinkingOf('adaptive', HI, message('assistant', called), answered)).toEqual({ type: 'adaptive' });
  expect(await thinkingOf('enabled', HI, message('assistant', called), answered, HI)).toEqual({ type: 'enabled' });
});
