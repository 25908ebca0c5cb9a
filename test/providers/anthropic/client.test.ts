import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { SecureLLMClient } from '../../../src/index.ts';
import { anthropic } from '../../../src/providers/anthropic/index.ts';
import { serve } from '../../support/loopback.ts';
import { message, opened, sse, start, stopped, text, thinking, toolUse } from './replies.ts';
import { KEY } from './support.ts';

/** A client whose API answers with these, one after the other; `bodies` are what it was sent. */
function clientFor(...replies: readonly object[]) {
  const bodies: { readonly [field: string]: unknown }[] = [];
  const fetch = async (_: unknown, init: RequestInit = {}) => {
    const reply = replies[bodies.length];
    bodies.push(JSON.parse(String(init.body)));
    return Response.json(reply);
  };
  return { client: new SecureLLMClient({ provider: anthropic({ apiKey: KEY, model: 'claude-m', fetch }) }), bodies };
}

const say = (text: string) => message([{ type: 'text', text }]);

describe('a client over anthropic()', () => {
  test('asks for an object by schema, and checks what comes', async () => {
    const schema = z.object({ city: z.string().min(3), days: z.int().optional() });
    const { client, bodies } = clientFor(say('{"city":"X"}'), say('{"city":"Oslo"}'));
    const { object } = await client.object('Where?', { schema });
    expect(object).toEqual({ city: 'Oslo' });
    expect(bodies).toHaveLength(2); // the first was too short, which the API cannot know
    expect(bodies[0]).toMatchObject({ output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } });
  });

  test('gives reasoning back with the results of the tools that it led to', async () => {
    const { client, bodies } = clientFor(
      message(
        [
          { type: 'thinking', thinking: 'Rain?', signature: 'c2ln' },
          { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Oslo' } },
        ],
        'tool_use',
      ),
      say('It rains.'),
    );
    const tools = { weather: { input: z.object({ city: z.string() }) } };
    const first = await client.chat('Rain in Oslo?', { tools });
    const [call] = first.toolCalls;
    if (!call) throw new Error('no tool was asked for');
    const { text } = await client.chat(
      [
        { role: 'user', content: 'Rain in Oslo?' },
        {
          role: 'assistant',
          content: [
            ...first.continuations.map((part) => ({ type: 'continuation', ...part }) as const),
            { type: 'tool-call', id: call.id, name: call.name, input: call.input },
          ],
        },
        { role: 'tool', content: [{ type: 'tool-result', id: call.id, name: call.name, output: 'rain' }] },
      ],
      { tools },
    );
    expect(text).toBe('It rains.');
    expect(bodies[1]?.messages).toMatchObject([
      { role: 'user' },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'Rain?', signature: 'c2ln' },
          { type: 'tool_use', id: 'toolu_1' },
        ],
      },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: expect.stringContaining('<untrusted-') }],
      },
    ]);
  });

  test('makes links and secrets of an answer harmless, streamed over a real socket', async () => {
    const secret = ['ghp', '_q8Zr4Tn1Xc7Vb2Lm9Kd3', 'Wp6Ys5Hg0Fj8QaUv'].join('');
    const events = [
      start(),
      ...thinking(0, 'c2ln', 'The token is ', secret),
      ...text(1, 'See ![a](https://evil.', 'example/?q=1)'),
      opened(2, { type: 'text', text: ' bye' }),
      ...toolUse(3, 'a', 'f', `{"token":"${secret}"}`),
      stopped('tool_use'),
    ];
    await using server = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(sse(events));
    });
    const client = new SecureLLMClient({ provider: anthropic({ apiKey: KEY, model: 'm', baseURL: server.url }) });
    const result = await client.stream('Hi', { tools: { f: { input: z.object({}) } } }).final();
    expect(result.text).not.toContain('![a](https://evil');
    expect(result.text).toContain('bye');
    expect(`${result.reasoning}${JSON.stringify(result.toolCalls)}`).not.toContain(secret);
  });

  test.each([
    [{ seed: 1 }, /takes no `seed`/],
    [{}, /takes no image\/bmp/],
  ])('refuses what the API cannot do, before anything is sent', async (options, expected) => {
    const { client, bodies } = clientFor(say('no'));
    const parts = [
      { type: 'text', text: 'See' },
      { type: 'file', mediaType: 'image/bmp', data: new Uint8Array([1]) },
    ] as const;
    await expect(client.chat('seed' in options ? 'Hi' : parts, options)).rejects.toThrow(expected);
    expect(bodies).toEqual([]);
  });
});
