import { expect, test } from 'vitest';
import { SecureLLMClient } from '../../../src/client.ts';
import { google } from '../../../src/providers/google/index.ts';
import { response, streamed, text, whole } from './replies.ts';

const PARTS = [
  { text: 'Let me see.', thoughtSignature: 'AAEC' },
  { functionCall: { id: 'a', name: 'weather', args: { city: 'Oslo' } }, thoughtSignature: 'Bb+/' },
  { functionCall: { id: 'b', name: 'weather', args: { city: 'Rome' } } },
];

test.each(['chat', 'stream'] as const)(
  'a turn of a client goes back as Gemini sent it, signatures included (%s)',
  async (method) => {
    const sent: { contents: object[] }[] = [];
    const provider = google({
      baseURL: 'https://acme.example',
      model: 'm',
      fetch: async (url, init) => {
        const isFirst = sent.push(JSON.parse(String(init?.body))) === 1;
        const bodies = isFirst ? PARTS.map((part) => response([part])) : [text('Rain.')];
        const last = response(isFirst ? [] : undefined, 'STOP');
        if (String(url).endsWith('alt=sse')) return streamed([...bodies, last]);
        return whole(isFirst ? response(PARTS, 'STOP') : text('Rain.', 'STOP'));
      },
    });
    const client = new SecureLLMClient({ provider });
    const options = { tools: { weather: { input: { type: 'object' } } } };
    const ask = (input: Parameters<typeof client.chat>[0]) =>
      method === 'chat' ? client.chat(input, options) : client.stream(input, options).final();
    const { text: said, toolCalls, continuations } = await ask('Weather?');
    await ask([
      { role: 'user', content: 'Weather?' },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: said },
          ...toolCalls.map((call) => ({ type: 'tool-call' as const, ...call })),
          ...continuations.map((continuation) => ({ type: 'continuation' as const, ...continuation })),
        ],
      },
      { role: 'tool', content: toolCalls.map(({ id, name }) => ({ type: 'tool-result', id, name, output: 'rain' })) },
    ]);
    expect(sent[1]?.contents[1]).toEqual({ role: 'model', parts: PARTS });
    expect(sent[1]?.contents[2]).toMatchObject({
      parts: [{ functionResponse: { id: 'a' } }, { functionResponse: { id: 'b' } }],
    });
  },
);
