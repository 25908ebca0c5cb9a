import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { openai } from '../../../src/providers/openai/index.ts';
import type { Fetch } from '../../../src/transport/fetch.ts';
import type { Call } from '../../../src/types/call.ts';
import type { RateLimits } from '../../../src/types/rate-limits.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { completion, delta, streamed, whole } from './replies.ts';

const apiKey = ['sk', 'test', 'limits'].join('-');
const HEADERS = {
  'x-ratelimit-limit-requests': '60',
  'x-ratelimit-remaining-requests': '59',
  'x-ratelimit-reset-requests': '1s',
};
const TOLD: RateLimits = { requests: { limit: 60, remaining: 59, resetMs: 1_000, refills: true } };

async function told(provider: (fetch: Fetch) => ReturnType<typeof openai>, fetch: Fetch, wire: Call['wire']) {
  const heard: RateLimits[] = [];
  const call = aCall({ wire, learn: (limits) => void heard.push(limits) });
  const { error } = await readAll(provider(fetch).call(call));
  return { heard, error };
}

describe.each<[string, (fetch: Fetch) => ReturnType<typeof openai>]>([
  ['with a key', (fetch) => openai({ apiKey, model: 'm', fetch })],
  ['with a client', (fetch) => openai({ client: new OpenAI({ apiKey, fetch }), model: 'm' })],
])('%s, what the headers say of the limits is told', (_, provider) => {
  test('of a whole answer', async () => {
    const { heard } = await told(provider, async () => whole(completion({ content: 'ok' }), HEADERS), 'whole');
    expect(heard).toEqual([TOLD]);
  });

  test('of a stream', async () => {
    const { heard } = await told(provider, async () => streamed([delta({ content: 'a' }, 'stop')], HEADERS), 'stream');
    expect(heard).toEqual([TOLD]);
  });

  test('of a refusal', async () => {
    const refuse: Fetch = async () => new Response('{}', { status: 429, headers: { ...HEADERS, 'retry-after': '2' } });
    const { heard, error } = await told(provider, refuse, 'whole');
    expect(error).toMatchObject({ code: 'ERR_RATE_LIMIT' });
    expect(heard).toEqual([{ ...TOLD, retryAfterMs: 2_000 }]);
  });

  test('to the call that they answer, and fetch sees nothing of it', async () => {
    const heard: string[] = [];
    const shared = provider(async (_, init = {}) => {
      expect(Object.getOwnPropertySymbols(init)).toEqual([]);
      return whole(completion({ content: 'ok' }), HEADERS);
    });
    const ask = (name: string) => readAll(shared.call(aCall({ wire: 'whole', learn: () => void heard.push(name) })));
    await Promise.all(['a', 'b', 'c'].map(ask));
    expect(heard.toSorted()).toEqual(['a', 'b', 'c']);
  });
});
