import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { isSecureLLMError } from '../../../src/errors.ts';
import { anthropic } from '../../../src/providers/anthropic/index.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { failure, message, opened, start, stopped, streamed, toolUse, whole } from './replies.ts';
import { KEY } from './support.ts';

const PROMPT = 'CANARYprompt my password is hunter2';
const base64 = btoa(KEY);
const FORBIDDEN = [KEY, base64, encodeURIComponent(KEY), 'CANARY', 'hunter2'];

const call = aCall({ request: { messages: [{ role: 'user', content: [{ type: 'text', text: PROMPT }] }] } });
const ask = (reply: () => Response | Promise<Response>) =>
  readAll(anthropic({ apiKey: KEY, model: 'm', fetch: async () => reply() }).call(call));

const shown = (error: unknown): string =>
  [
    inspect(error, { showHidden: true, depth: null, maxStringLength: null }),
    JSON.stringify(error),
    String(error),
  ].join();
const leaks = (text: string) => FORBIDDEN.filter((word) => text.includes(word));

const echo = { message: `${KEY} ${PROMPT}`, details: { error_code: base64, [PROMPT]: KEY }, [KEY]: PROMPT };

describe('no part of an error holds key or prompt', () => {
  test.each<[string, () => Response | Promise<Response>]>([
    ...[400, 401, 403, 429, 500, 529].map((status): [string, () => Response] => [
      `a ${status} that repeats them`,
      () => whole({ ...failure(KEY, echo), request_id: KEY }, { 'request-id': base64 }, status),
    ]),
    ['an error inside a stream', () => streamed([start(), { ...failure('hunter2', echo), ...{ request_id: KEY } }])],
    ['a broken tool call', () => streamed([start(), ...toolUse(0, 'a', 'f', `${KEY} ${PROMPT}`), stopped('tool_use')])],
    ['a block without a name', () => streamed([start(), opened(0, { type: 'tool_use', id: KEY, text: PROMPT })])],
    [
      'a fetch that throws',
      () => Promise.reject(new TypeError(`fetch failed for ${KEY}`, { cause: new Error(PROMPT) })),
    ],
  ])('after %s', async (_, reply) => {
    const { error } = await ask(reply);
    expect(isSecureLLMError(error)).toBe(true);
    expect(leaks(shown(error))).toEqual([]);
  });
});

test('a reply that repeats the key brings it into no field that is recorded', async () => {
  for (const word of [KEY, base64]) {
    const { events } = await ask(() =>
      whole(message([{ type: 'text', text: 'a' }], word, { model: word }), { 'request-id': word }),
    );
    expect(events[0]).toEqual({ type: 'start', provider: 'anthropic', model: 'm' });
    expect(leaks(JSON.stringify(events))).toEqual([]);
  }
});

test('the version of the API is no secret', async () => {
  const { events } = await ask(() => whole(message([], 'end_turn', { model: 'claude-2023-06-01' })));
  expect(events[0]).toMatchObject({ model: 'claude-2023-06-01' });
});
