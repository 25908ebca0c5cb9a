import { expect, test, vi } from 'vitest';
import { overFetch } from '../../src/node/over-fetch.ts';
import type { Reply } from '../../src/transport/transport.ts';

const unheard = new AbortController().signal;
const post = (answer: () => Promise<Response>) =>
  overFetch(answer)('https://acme.example/v1')({ headers: {}, body: '{}', signal: unheard });

async function textOf({ body }: Reply): Promise<string> {
  const reader = body?.getReader();
  let text = '';
  for (let step = await reader?.read(); step?.value; step = await reader?.read())
    text += new TextDecoder().decode(step.value);
  return text;
}

test('a reply is that of the fetch', async () => {
  const given = new Response('wörds', { status: 201, headers: { 'x-some': 'a' } });
  const reply = await post(async () => given);
  expect([reply.status, reply.headers.get('X-Some'), reply.headers.get('x-none')]).toEqual([201, 'a', null]);
  expect([reply.type, reply.redirected, reply.bodyUsed, reply.body?.locked]).toEqual(['default', false, false, false]);
  expect(await textOf(reply)).toBe('wörds');
  expect(reply.body?.locked).toBe(true);
});

test('a reply without a body has none', async () => {
  expect((await post(async () => new Response(null, { status: 204 }))).body).toBe(null);
});

test('a body that somebody else has read is told of', async () => {
  const given = new Response('words');
  await given.text();
  expect((await post(async () => given)).bodyUsed).toBe(true);
});

test('what the fetch rejects with, or throws, is what the request rejects with', async () => {
  const failure = new TypeError('fetch failed');
  await expect(post(() => Promise.reject(failure))).rejects.toBe(failure);
  const thrown = () => {
    throw failure;
  };
  await expect(post(thrown)).rejects.toBe(failure);
});

test('letting go, read or unread, lets go of the body', async () => {
  const left = vi.fn();
  const body = () => new Response(new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(1)), cancel: left }));
  await (await post(async () => body())).body?.cancel();
  const reader = (await post(async () => body())).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  expect(left).toHaveBeenCalledTimes(2);
});
