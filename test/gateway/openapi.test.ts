import { NetworkError, SecureLLMClient } from 'secure-llm';
import { scripted, toolCall } from 'secure-llm/testing';
import { newKey } from 'secure-llm/vault';
import { describe, expect, test } from 'vitest';
import { PAGES, ROUTES } from '../../src/gateway/routes.ts';
import { ANYONE, ask, openGateway } from '../support/gateway.ts';
import { Contract, OPENAPI, type OpenApi, refsOf } from '../support/openapi.ts';

const page = await openGateway().fetch(new Request('http://gateway.test/openapi.json'));
const text = await page.text();
const document: OpenApi = JSON.parse(text);
const contract = new Contract(document);

const tokens = { key: newKey() };
const MESSAGES = [{ role: 'user', content: 'Mail ada.lovelace@example.org about the tools.' }];
const TOOLS = [{ name: 'look', parameters: { type: 'object' } }];

/** Bodies that a route answers with 200; undefined: it takes none. */
const GOOD: Readonly<Record<string, readonly unknown[]>> = {
  '/v1/models': [undefined],
  '/v1/chat/completions': [
    { messages: MESSAGES, n: 1, seed: null },
    { messages: MESSAGES, tools: [{ type: 'function', function: TOOLS[0] }], stream: true },
    { messages: MESSAGES, stream: true, stream_options: { include_usage: true } },
  ],
  '/api/chat': [{ messages: MESSAGES }, { messages: MESSAGES, tools: TOOLS, stream: true }],
  '/api/object': [{ messages: MESSAGES, schema: { type: 'object' } }],
  '/api/summarize': [{ text: 'A day. A night. A week.' }],
  '/api/sentiment': [{ text: 'A good day.', aspects: ['price'] }],
  '/api/tokens': [{ origin: 'https://app.example.com', principal: 'ada', budget: { maxCost: 0.5 } }],
};

const ANSWERS: Readonly<Record<string, string>> = {
  '/api/object': '{"done":true}',
  '/api/summarize': '{"summary":"A day.","keyPoints":["Day"]}',
  '/api/sentiment':
    '{"label":"positive","score":1,"confidence":1,"aspects":{"price":{"label":"neutral","score":0,"confidence":0}}}',
};

test('anybody may read it', () => {
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'application/json']);
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
});

test('it is a document of OpenAPI 3.1 with schemas of JSON Schema 2020-12', () => {
  expect(contract.breaches(OPENAPI, document)).toEqual([]);
  const { schemas } = document.components;
  expect(refsOf(document).filter((ref) => !(ref.replace('#/components/schemas/', '') in schemas))).toEqual([]);
  for (const schema of Object.values(schemas)) expect(() => contract.breaches(schema, null)).not.toThrow();
  const ids = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test('every route and page is in it, with the scope that it needs', () => {
  for (const { path, method, scope } of ROUTES) {
    const operation = document.paths[path]?.[method.toLowerCase()];
    expect([path, operation?.security]).toEqual([path, [{ bearer: scope ? [scope] : [] }]]);
  }
  for (const { path } of PAGES) expect([path, document.paths[path]?.get?.security]).toEqual([path, []]);
});

describe.each(ROUTES.filter(({ doc }) => doc))('$method $path', (route) => {
  const { path, method, doc, scope } = route;
  const good = GOOD[path] ?? [];
  const asks = doc?.request !== undefined && path !== '/api/tokens'; // a model

  test('answers as it says', async () => {
    expect(good.length).toBeGreaterThan(0);
    const run = [ANSWERS[path] ?? 'Hello!', ...(path === '/api/chat' ? [toolCall('look', {})] : [])];
    const { fetch } = openGateway({ tokens, client: new SecureLLMClient({ provider: scripted(run) }) });
    for (const body of good) {
      if (doc?.request) expect(contract.breaches(requestSchema(path), body)).toEqual([]);
      const reply = await fetch(ask(path, body));
      expect(reply.status).toBe(200);
      expect(await contract.breachesOf(route, reply)).toEqual([]);
    }
  });

  test('refuses as it says', async () => {
    const { fetch } = openGateway({ tokens });
    const stranger = await fetch(new Request(`http://gateway.test${path}`, { method }));
    const other = await fetch(ask(path, undefined, { method: 'DELETE' }));
    const replies = [stranger, other];
    if (scope) replies.push(await openGateway({}, { ...ANYONE, scopes: [] }).fetch(ask(path, {})));
    if (doc?.request) {
      const failing = scripted(['Hel', new NetworkError('reset')]);
      const late = openGateway({
        tokens,
        client: new SecureLLMClient({ provider: failing, retry: { maxRetries: 0 } }),
      });
      for (const body of good) replies.push(await late.fetch(ask(path, body)));
      for (const body of [{}, [], { ...(good[0] as object), baseURL: 'https://evil.example' }])
        replies.push(await fetch(ask(path, body)));
      replies.push(await fetch(ask(path, {}, { headers: { 'content-type': 'text/plain' } })));
      replies.push(await openGateway({ tokens, maxBodyBytes: 1 }).fetch(ask(path, good[0])));
      replies.push(await fetch(ask(path, { ...(good[0] as object), model: 'another' })));
    }
    for (const reply of replies) expect(await contract.breachesOf(route, reply)).toEqual([]);
    const statuses = new Set(replies.map(({ status }) => status));
    const expected = [
      401,
      405,
      ...(scope ? [403] : []),
      ...(doc?.request ? [400, 413, 415] : []),
      ...(asks ? [404, 502] : []),
    ];
    expect(expected.filter((status) => !statuses.has(status))).toEqual([]);
  });
});

const requestSchema = (path: string) =>
  document.paths[path]?.post?.requestBody?.content['application/json']?.schema ?? {};

test('a body that it calls wrong is refused, field by field', async () => {
  const { fetch } = openGateway({ tokens });
  for (const { path, doc } of ROUTES) {
    if (!doc?.request) continue;
    for (const good of GOOD[path] ?? [])
      for (const field of [...Object.keys(good as object), 'model', 'unknown']) {
        const body = { ...(good as object), [field]: { wrong: [] } };
        if (contract.breaches(requestSchema(path), body).length === 0) continue;
        const reply = await fetch(ask(path, body));
        expect([path, field, reply.status]).toEqual([path, field, 400]);
        const told = (await reply.json()) as { field?: string; error?: { param: string } };
        expect(told.field ?? told.error?.param).toMatch(new RegExp(`^${field}`));
      }
  }
});

test('it tells nothing of the inside', () => {
  expect(text).not.toMatch(/https?:\/\/(?!json-schema\.org)/);
});
