import fc from 'fast-check';
import { SecureLLMClient } from 'secure-llm';
import { scripted } from 'secure-llm/testing';
import { expect, test } from 'vitest';
import { ANYONE, ask, openGateway, TOKEN } from '../../support/gateway.ts';
import { manualClock } from '../../support/manual-clock.ts';

const PATHS = ['/api/chat', '/api/object', '/api/summarize', '/api/sentiment'] as const;
const HELLO = { role: 'user', content: 'Hello' };

const provider = scripted({ capabilities: { remote: false } }, ['{}']); // no throttle
const { fetch } = openGateway({ client: new SecureLLMClient({ provider, retry: { maxRetries: 0 } }), limits: false });

const refusalOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return { status: response.status, ...((await response.json()) as { title: string; field?: string; code: string }) };
};

const raw = (path: string, body: BodyInit, headers: Record<string, string> = {}, init: object = {}) =>
  new Request(`http://gateway.test${path}`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers },
    ...init,
  });

const parts = (...content: unknown[]) => ({ messages: [{ role: 'user', content }] });

test.each<readonly [string, string | undefined, RegExp, unknown]>([
  ['/api/chat', undefined, /^The body must be an object, got array$/, []],
  ['/api/chat', 'messages', /`messages` is missing/, {}],
  ['/api/chat', 'messages', /`messages` must hold at least 1 items/, { messages: [] }],
  ['/api/chat', 'messages', /must hold at most 1000 items/, { messages: Array(1_001).fill(HELLO) }],
  ['/api/chat', 'messages[0].role', /goes into `instructions`/, { messages: [{ role: 'system', content: 'x' }] }],
  ['/api/chat', 'messages[0].content', /has none of the forms/, { messages: [{ ...HELLO, content: 7 }] }],
  ['/api/chat', 'messages', /must hold some text/, { messages: [{ ...HELLO, content: ' \n' }] }],
  [
    '/api/chat',
    'messages[0].content[0].trust',
    /'user', 'untrusted'/,
    parts({ type: 'text', text: 'x', trust: 'trusted' }),
  ],
  ['/api/chat', 'messages[0].content[0].type', /./, parts({ type: 'continuation', provider: 'openai', data: 'x' })],
  ['/api/chat', 'messages[0].content[0].data', /must be base64/, parts({ type: 'file', data: '%%%' })],
  ['/api/chat', 'messages[0].content[0].data', /must be base64/, parts({ type: 'file', data: 'http://10.0.0.7/' })],
  ['/api/chat', 'temperature', /must be at most 2/, { messages: [HELLO], temperature: 3 }],
  ['/api/chat', 'maxOutputTokens', /must be an integer, got 1.5/, { messages: [HELLO], maxOutputTokens: 1.5 }],
  ['/api/chat', 'stream', /must be true or false, got string/, { messages: [HELLO], stream: 'yes' }],
  ['/api/chat', 'baseURL', /is not taken here/, { messages: [HELLO], baseURL: 'http://10.0.0.7' }],
  ['/api/chat', 'headers', /is not taken here/, { messages: [HELLO], headers: {} }],
  ['/api/chat', 'scope', /is not taken here/, { messages: [HELLO], scope: 'bob' }],
  ['/api/chat', 'providerOptions', /is not taken here/, { messages: [HELLO], providerOptions: {} }],
  ['/api/chat', undefined, /^The body has a field that is not taken here/, { messages: [HELLO], 'My secret 42': 1 }],
  ['/api/chat', 'tools', /at most 64/, { messages: [HELLO], tools: Array(65).fill({ name: 'a', parameters: {} }) }],
  [
    '/api/chat',
    'tools[1].name',
    /the name of another tool/,
    { messages: [HELLO], tools: Array(2).fill({ name: 'a', parameters: {} }) },
  ],
  ['/api/object', 'schema', /`schema` is missing/, { messages: [HELLO] }],
  ['/api/object', 'schema', /must be an object/, { messages: [HELLO], schema: 'string' }],
  ['/api/summarize', 'text', /has characters that it may not have|must hold some text/, { text: '  ' }],
  ['/api/summarize', 'focus', /has characters that it may not have/, { text: 'x', focus: 'one\ntwo' }],
  ['/api/summarize', 'language', /has characters that it may not have/, { text: 'x', language: 'a". Now' }],
  ['/api/summarize', 'format', /must be one of 'paragraph', 'bullets', 'headline'/, { text: 'x', format: 'poem' }],
  ['/api/sentiment', 'aspects', /at most 20/, { text: 'x', aspects: Array(21).fill('a') }],
  ['/api/sentiment', 'aspects[0]', /at most 100 characters/, { text: 'x', aspects: ['a'.repeat(101)] }],
])('%s refuses %s: %s', async (path, field, rule, body) => {
  const before = provider.calls;
  const refusal = await refusalOf(await fetch(ask(path, body)));
  expect(refusal).toMatchObject({ status: 400, code: 'invalid_request', title: expect.stringMatching(rule) });
  expect(refusal.field).toBe(field);
  expect(provider.calls).toBe(before);
});

test('refuses what is no JSON, too large, too deep, of another type or not UTF-8', async () => {
  const deep = `{"messages":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
  const huge = JSON.stringify({ text: 'x'.repeat(1_100_000) });
  const rows: readonly (readonly [Request, number, string])[] = [
    [raw('/api/chat', '{"messages":'), 400, 'invalid_json'],
    [raw('/api/chat', ''), 400, 'invalid_json'],
    [raw('/api/chat', deep), 400, 'invalid_request'],
    [raw('/api/summarize', huge), 413, 'request_too_large'],
    [raw('/api/chat', Uint8Array.from([0x22, 0xff, 0xfe, 0x22])), 400, 'invalid_request'],
    ...['text/plain', 'application/jsonp', 'multipart/form-data; boundary=x', 'application/json-seq', ''].map(
      (type) => [raw('/api/chat', '{}', { 'content-type': type }), 415, 'unsupported_media_type'] as const,
    ),
  ];
  for (const [request, status, code] of rows)
    expect(await refusalOf(await fetch(request))).toMatchObject({ status, code });
});

test('a body that trickles in is given up in time', async () => {
  const clock = manualClock();
  const slow = openGateway({ clock: { now: clock.now, after: clock.after }, bodyMs: 5_000 });
  let pieces = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (pieces++ < 3) controller.enqueue(new TextEncoder().encode('{'));
      return pieces > 3 ? new Promise<void>(() => {}) : undefined;
    },
  });
  const answer = slow.fetch(raw('/api/chat', body, {}, { duplex: 'half' }));
  await clock.advance(4_999);
  expect(clock.pending).toBe(1);
  await clock.advance(1);
  expect(await refusalOf(await answer)).toMatchObject({ status: 408, code: 'request_timeout' });
});

test('of keys that come twice the last one counts, everywhere', async () => {
  const twice = '{"text":"A day.","model":"scripted","model":"another"}';
  expect((await fetch(raw('/api/summarize', twice))).status).toBe(404);
});

test('keys that reach for a prototype reach nothing', async () => {
  const body =
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"messages":[{"__proto__":{"role":"system"},"role":"user","content":"Hello"}]}';
  expect((await fetch(raw('/api/chat', body))).status).toBe(200);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
  const tools = '{"messages":[{"role":"user","content":"Hello"}],"tools":[{"name":"__proto__","parameters":{}}]}';
  expect((await fetch(raw('/api/chat', tools))).status).toBe(200);
});

test('a scope opens its own route alone', async () => {
  for (const scope of ['chat', 'summarize', 'sentiment', 'object'] as const) {
    const one = openGateway({}, { ...ANYONE, scopes: [scope] });
    for (const path of PATHS) {
      const { status } = await one.fetch(ask(path, {}));
      expect([scope, path, status]).toEqual([scope, path, path === `/api/${scope}` ? 400 : 403]);
    }
  }
});

test('other methods and paths are told in the form of their room', async () => {
  const put = await fetch(ask('/api/chat', undefined, { method: 'PUT' }));
  expect([put.status, put.headers.get('allow')]).toEqual([405, 'POST']);
  expect(await refusalOf(put)).toMatchObject({ code: 'method_not_allowed' });
  const posted = await fetch(ask('/v1/models', {}));
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  expect(await posted.json()).toMatchObject({ error: { code: 'method_not_allowed' } });
  const head = await fetch(ask('/v1/models', undefined, { method: 'HEAD' }));
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect((await fetch(ask('/api/chat', undefined, { method: 'HEAD' }))).status).toBe(405);
  const nowhere = await fetch(ask('/api/nothing', {}));
  expect(await refusalOf(nowhere)).toMatchObject({ status: 404, instance: nowhere.headers.get('x-request-id') });
});

test('whatever the JSON, the answer is 200 or a problem that holds none of it', async () => {
  const mark = 'Zq7marker42';
  const word = fc.constantFrom(mark, `${mark}\u0000\ud800`, `${mark} ${'x'.repeat(50)}`);
  const keys = fc.constantFrom(
    ...['messages', 'role', 'content', 'type', 'text', 'trust', 'data', 'tools', 'name', 'parameters', 'schema'],
    ...['model', 'aspects', 'focus', 'stream', 'instructions', 'input', 'id', 'output', mark, '__proto__'],
  );
  const values = fc.oneof(
    word,
    fc.constantFrom('user', 'assistant', 'tool', 'text', 'file', 'tool-call', 'tool-result'),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6 },
      values,
      fc.constantFrom(null, true, 0, -1, 1e308),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 5 }),
    ),
  }));
  const message = fc.record({ role: fc.constantFrom('user', 'assistant', 'tool'), content: fc.oneof(word, tree) });
  const rightly = fc.constant([{ role: 'user', content: mark }]);
  const messages = fc.oneof(rightly, fc.array(message, { minLength: 1, maxLength: 3 }));
  const nearly = {
    '/api/chat': fc.record({ messages, tools: tree, stream: fc.boolean() }, { requiredKeys: ['messages'] }),
    '/api/object': fc.record({ messages, schema: tree }),
    '/api/summarize': fc.record({ text: word, focus: values }, { requiredKeys: ['text'] }),
    '/api/sentiment': fc.record({ text: word, aspects: fc.array(values) }, { requiredKeys: ['text'] }),
  };
  const asked = fc
    .constantFrom(...PATHS)
    .chain((path) => fc.tuple(fc.constant(path), fc.oneof(tree, { weight: 3, arbitrary: nearly[path] })));
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(asked, async ([path, body]) => {
      const response = await fetch(ask(path, body));
      seen.add(response.status);
      const text = await response.text();
      if (response.status === 200) return;
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(text).not.toContain(mark);
      expect(response.status, text).not.toBe(500);
    }),
    { numRuns: 500 },
  );
  expect([...seen]).toEqual(expect.arrayContaining([200, 400]));
});

test.each(['/api/chat', '/v1/chat/completions'])(
  '%s names no option that only the operator can change',
  async (path) => {
    const client = new SecureLLMClient({
      provider: scripted(['Hello.']),
      sanitize: { maxChars: 60, maxMessages: 2, expect: /^[a-z ]+$/ },
    });
    const { fetch } = openGateway({ client });
    const said = (...texts: readonly string[]) => texts.map((content) => ({ role: 'user', content }));
    for (const messages of [said('a', 'b', 'c'), said('a'.repeat(61)), said('R2D2')]) {
      const reply = await fetch(ask(path, { messages }));
      expect(reply.status).toBe(400);
      expect(await reply.text()).toMatch(/drop the oldest|shorten it|another text/);
      expect(await (await fetch(ask(path, { messages }))).text()).not.toContain('sanitize');
    }
  },
);
