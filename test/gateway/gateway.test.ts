import { SecureLLMClient } from 'secure-llm';
import { local } from 'secure-llm/local';
import { expect, test } from 'vitest';
import { ANYONE, ask, openGateway, TOKEN } from '../support/gateway.ts';

test('lists the models that the principal may ask for', async () => {
  const client = new SecureLLMClient({ provider: local() });
  const models = { fast: client, good: client };
  const all = await openGateway({ models }).fetch(ask('/v1/models'));
  expect(await all.json()).toMatchObject({ object: 'list', data: [{ id: 'fast', owned_by: 'local' }, { id: 'good' }] });
  const some = await openGateway({ models }, { ...ANYONE, models: ['good'] }).fetch(ask('/v1/models'));
  expect(((await some.json()) as { data: unknown[] }).data).toHaveLength(1);
});

test('gives one answer to every wrong credential', async () => {
  const { fetch } = openGateway();
  const headers = [
    {},
    { authorization: '' },
    { authorization: `Basic ${TOKEN}` },
    { authorization: `Bearer ${TOKEN}x` },
  ];
  const answers = await Promise.all(
    headers.map(async (each) => {
      const { status, body } = await fetch(new Request('http://gateway.test/v1/models', { headers: each })).then(
        async (response) => ({ status: response.status, body: await response.text() }),
      );
      return `${status} ${body}`;
    }),
  );
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toMatch(/^401 .*invalid_api_key/);
});

test('answers a preflight of a listed origin alone', async () => {
  const { fetch } = openGateway({ cors: { origins: ['https://app.example.com'] } });
  const preflight = (origin: string) =>
    fetch(new Request('http://gateway.test/v1/models', { method: 'OPTIONS', headers: { origin } }));
  const [known, stranger] = await Promise.all([
    preflight('https://app.example.com'),
    preflight('https://evil.example'),
  ]);
  expect([known.status, known.headers.get('access-control-allow-origin')]).toEqual([204, 'https://app.example.com']);
  expect([stranger.status, stranger.headers.get('access-control-allow-origin')]).toEqual([403, null]);
});

test('names the option at fault', () => {
  expect(() => openGateway({ modles: [] } as never)).toThrow(/`gateway` has no option `modles`/);
  expect(() => openGateway({ cors: { origins: ['*'] } })).toThrow(/`gateway.cors.origins\[0\]` must be a web origin/);
});
