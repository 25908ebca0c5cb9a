import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { isSecureLLMError } from '../../../src/errors.ts';
import { google } from '../../../src/providers/google/index.ts';
import type { Fetch } from '../../../src/transport/fetch.ts';
import type { Provider } from '../../../src/types/call.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { errorBody, errorInfo, response, sse, streamed, text, whole } from './replies.ts';

const KEY = `${'AI'}za-CANARYkey_0123456789abcdef`;
const PROMPT = 'CANARYprompt HUNTER_TWO is my password';
const ENCODED = Buffer.from(KEY).toString('base64');

/** Everything that a log, a crash report or a debugger would show of an error. */
const sinks = (error: unknown): string =>
  [
    inspect(error, { showHidden: true, depth: Number.POSITIVE_INFINITY, maxStringLength: null }),
    JSON.stringify(error),
    String(error),
    (error as Error).stack,
    JSON.stringify(Object.getOwnPropertyDescriptors(error)),
  ].join('\n');

const json = (status: number, body: unknown, headers: Record<string, string> = {}) => {
  const init = { status, headers: { 'content-type': 'application/json', ...headers } };
  return async () => new Response(JSON.stringify(body), init);
};

const echo = errorBody(400, KEY, [errorInfo(KEY), errorInfo('HUNTER_TWO')], `${KEY} ${PROMPT}`);
const call = { functionCall: { name: 'f', args: `${KEY} ${PROMPT}` } };

const REPLIES: Record<string, Fetch> = {
  'a 400 that repeats key and prompt': json(400, echo),
  'a 429 with the key as request id': json(429, echo, { 'x-request-id': KEY }),
  'a 403 whose words are the prompt': json(403, errorBody(403, 'HUNTER_TWO', [errorInfo('HUNTER_TWO')])),
  'a 400 whose words are the prompt': json(400, errorBody(400, 'HUNTER_TWO', [errorInfo('HUNTER_TWO')])),
  'a 500 that is no JSON': async () => new Response(`${KEY} ${PROMPT}`, { status: 500 }),
  'an error inside a stream': async () => streamed([JSON.stringify(echo)]),
  'a blocked prompt': async () =>
    streamed([JSON.stringify({ promptFeedback: { blockReason: KEY, blockReasonMessage: PROMPT }, responseId: KEY })]),
  'a broken event': async () =>
    new Response(sse([`{"${KEY} ${PROMPT}`]), { headers: { 'content-type': 'text/event-stream' } }),
  'a broken function call': async () => streamed([response([call], 'STOP')]),
  'a fetch that throws key and prompt': () => Promise.reject(new TypeError(`${KEY} ${PROMPT}`)),
};

const makers: Record<string, (fetch: Fetch) => Provider> = {
  'with a key': (fetch) => google({ apiKey: KEY, model: 'm', fetch }),
  'with a key function': (fetch) => google({ apiKey: () => KEY, model: 'm', fetch }),
  'with a token': (fetch) => google({ headers: { authorization: `Bearer ${KEY}` }, model: 'm', fetch }),
};

describe.each(Object.entries(makers))('SE-05 %s', (_, make) => {
  test.each(Object.entries(REPLIES))('no part of an error holds key or prompt after %s', async (_name, fetch) => {
    const request = { messages: [{ role: 'user', content: [{ type: 'text', text: PROMPT, trust: 'user' }] }] } as const;
    const { error } = await readAll(make(fetch).call(aCall({ request })));
    expect(isSecureLLMError(error)).toBe(true);
    expect(sinks(error)).not.toMatch(/CANARY|HUNTER|hunter/);
    expect(sinks(error)).not.toContain(ENCODED.slice(0, 20));
  });

  test.each([KEY, ENCODED, `m-${KEY}`])(
    'a reply that repeats the key as %s brings it into no field that is recorded',
    async (word) => {
      const rest = { modelVersion: word, responseId: word };
      for (const reply of [() => whole(text('a', word, rest)), () => streamed([text('a', word, rest)])]) {
        const { events, error } = await readAll(make(async () => reply()).call(aCall()));
        expect(error).toBeUndefined();
        expect(events[0]).toEqual({ type: 'start', provider: 'google', model: 'm' });
        expect(JSON.stringify(events)).not.toContain(word);
      }
    },
  );
});
