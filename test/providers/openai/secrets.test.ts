import { inspect } from 'node:util';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { isSecureLLMError } from '../../../src/errors.ts';
import { openai } from '../../../src/providers/openai/index.ts';
import type { Fetch } from '../../../src/transport/fetch.ts';
import type { Provider } from '../../../src/types/call.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { chunk, completion, delta, sse, streamed, whole } from './replies.ts';

const KEY = `sk-${'test'}-CANARYkey/0123456789abcdef`.replace('/', '_');
const PROMPT = 'CANARYprompt my password is hunter2';

/** Everything that a log, a crash report or a debugger would show of an error. */
function sinks(error: unknown): string {
  const chain: unknown[] = [];
  for (let inner = error; inner !== undefined && chain.length < 6; inner = (inner as Error).cause) chain.push(inner);
  return [
    inspect(error, { showHidden: true, depth: Number.POSITIVE_INFINITY, maxStringLength: null }),
    JSON.stringify(error),
    ...chain.flatMap((inner) => [
      String(inner),
      (inner as Error).stack,
      JSON.stringify(inner),
      JSON.stringify(Object.getOwnPropertyDescriptors(inner)),
    ]),
  ].join('\n');
}

const encodings = (text: string): string[] => {
  const bytes = Buffer.from(text);
  const inside = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  return [
    text,
    encodeURIComponent(text),
    ...inside,
    ...inside.map((each) => each.replace(/\+/g, '-').replace(/\//g, '_')),
  ];
};

const CANARIES = [...encodings(KEY), ...encodings(PROMPT), 'CANARY', 'hunter2'];

const base64 = (text: string) => Buffer.from(text).toString('base64');
const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  async () =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const echo = {
  message: `Incorrect API key: ${KEY}. You wrote: ${PROMPT}`,
  type: KEY,
  code: base64(KEY),
  param: encodeURIComponent(KEY),
};

const REPLIES: Record<string, Fetch> = {
  'a 401 that repeats the key': json(401, { error: echo }),
  'a 400 that repeats key and prompt': json(400, { error: echo }),
  'a 400 with the key inside its words': json(400, {
    error: { type: `bad_${KEY}`, code: `x.${base64(`ab${KEY}`)}`.slice(0, 64) },
  }),
  'a 403 with fields of its own': json(403, { [KEY]: PROMPT, error: { [KEY]: PROMPT } }),
  'a 429 with the key as request id': json(429, { error: echo }, { 'x-request-id': KEY }),
  'a 500 that is no JSON': async () => new Response(`${KEY} ${PROMPT}`, { status: 500 }),
  'a 502 of HTML': async () =>
    new Response(`<b>${KEY}</b>${PROMPT}`, { status: 502, headers: { 'content-type': 'text/html' } }),
  'a redirect with the key in it': async () =>
    new Response(null, { status: 302, headers: { location: `https://evil.example/${KEY}` } }),
  'a 200 with the key as type': async () => new Response('x', { headers: { 'content-type': `text/${KEY}` } }),
  'a 200 of text': async () => new Response(`${KEY} ${PROMPT}`, { headers: { 'content-type': 'text/event-stream' } }),
  'an error inside a stream': async () =>
    new Response(sse([JSON.stringify({ error: echo })]), { headers: { 'content-type': 'text/event-stream' } }),
  'a broken event': async () =>
    new Response(sse([`{"${KEY} ${PROMPT}`]), { headers: { 'content-type': 'text/event-stream' } }),
  'a broken tool call': async () =>
    new Response(
      sse([
        delta({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: `${KEY} ${PROMPT}` } }] }, 'stop'),
      ]),
      { headers: { 'content-type': 'text/event-stream' } },
    ),
  'a fetch that throws key and prompt': () =>
    Promise.reject(
      Object.assign(
        new TypeError(`fetch failed for ${KEY}`, {
          cause: Object.assign(new Error(PROMPT), { code: KEY, body: PROMPT }),
        }),
        {
          code: KEY,
          request: { headers: { authorization: KEY } },
        },
      ),
    ),
};

const call = () =>
  aCall({ request: { messages: [{ role: 'user', content: [{ type: 'text', text: PROMPT, trust: 'user' }] }] } });

const makers: Record<string, (fetch: Fetch) => Provider> = {
  'with a key': (fetch) => openai({ apiKey: KEY, model: 'm', fetch }),
  'with a key function': (fetch) => openai({ apiKey: () => KEY, model: 'm', fetch }),
  'with a key header': (fetch) =>
    openai({ baseURL: 'https://acme.example', headers: { 'api-key': KEY }, model: 'm', fetch }),
  'with a client': (fetch) => openai({ client: new OpenAI({ apiKey: KEY, fetch, logLevel: 'off' }), model: 'm' }),
};

describe.each(Object.entries(makers))('SE-05 %s', (_, make) => {
  test.each(Object.entries(REPLIES))('no part of an error holds key or prompt after %s', async (_name, fetch) => {
    const { error } = await readAll(make(fetch).call(call()));
    expect(isSecureLLMError(error)).toBe(true);
    const shown = sinks(error);
    expect(CANARIES.filter((canary) => shown.includes(canary))).toEqual([]);
  });

  test.each([KEY, base64(KEY), encodeURIComponent(KEY), `m-${KEY}`])(
    'a reply that repeats the key as %s brings it into no field that is recorded',
    async (echo) => {
      const headers = { 'x-request-id': echo };
      const replies = [
        () => whole(completion({ content: 'a' }, echo, { model: echo }), headers),
        () => streamed([chunk({ delta: { content: 'a' }, finish_reason: echo }, { model: echo })], headers),
      ];
      for (const reply of replies) {
        const { events, error } = await readAll(make(async () => reply()).call(call()));
        expect(error).toBe(undefined);
        expect(events[0]).toEqual({ type: 'start', provider: 'openai', model: 'm' });
        const shown = JSON.stringify(events);
        expect(CANARIES.filter((canary) => shown.includes(canary))).toEqual([]);
      }
    },
  );

  test('an error that repeats one word of the prompt does not bring it along', async () => {
    const error = { type: 'hunter2', code: 'password', param: 'hunter2' };
    for (const reply of [json(400, { error }), async () => streamed([JSON.stringify({ error })])]) {
      const read = await readAll(make(reply).call(call()));
      expect(read.error).toMatchObject({ code: 'ERR_PROVIDER' });
      expect(sinks(read.error)).not.toMatch(/hunter2|password/);
    }
  });

  test('an error names a field of the request that the prompt does not speak of', async () => {
    const error = { type: 'invalid_request_error', code: 'unsupported_value', param: 'messages' };
    const read = await readAll(make(json(400, { error })).call(call()));
    expect(String(read.error)).toContain('type invalid_request_error, code unsupported_value, param messages');
  });

  test('the provider shows no key', () => {
    const provider = make(async () => new Response());
    const shown = inspect(provider, { showHidden: true, depth: Number.POSITIVE_INFINITY }) + JSON.stringify(provider);
    expect(CANARIES.filter((canary) => shown.includes(canary))).toEqual([]);
  });
});
