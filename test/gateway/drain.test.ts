import { NetworkError, SecureLLMClient } from 'secure-llm';
import { type GatewayOptions, type GatewayRecord, jsonLog } from 'secure-llm/gateway';
import { local } from 'secure-llm/local';
import { scripted, stall, text } from 'secure-llm/testing';
import { expect, test } from 'vitest';
import { enter } from '../../src/gateway/entrance.ts';
import { limitsOf } from '../../src/gateway/limits/limits.ts';
import { Metrics } from '../../src/gateway/metrics.ts';
import { servedModels } from '../../src/gateway/models.ts';
import { readGatewayOptions } from '../../src/gateway/options.ts';
import { outcomes } from '../../src/gateway/outcomes.ts';
import type { Route, Visit } from '../../src/gateway/route.ts';
import { Running } from '../../src/gateway/running.ts';
import { ANYONE, ask, openGateway, TOKEN } from '../support/gateway.ts';
import { manualClock } from '../support/manual-clock.ts';
import { eventsOf } from '../support/server-sent.ts';

/** A gateway of one route, which streams as slowly as its reader reads. */
function open(handle: (visit: Visit) => Promise<Response>, options: Partial<GatewayOptions> = {}) {
  const clock = manualClock();
  const records: GatewayRecord[] = [];
  const client = new SecureLLMClient({ provider: local() });
  const auth = async (token: string) => (token === TOKEN ? { ...ANYONE, tenant: 'acme' } : undefined);
  const settings = readGatewayOptions({
    client,
    auth,
    clock,
    audit: (record) => void records.push(record),
    ...options,
  });
  const running = new Running(settings.maxConcurrent, clock);
  const models = servedModels(client, undefined);
  const route: Route = { method: 'POST', path: '/api/slow', errors: 'problem', handle };
  const limits = limitsOf({ ...settings, models, paths: [route.path] });
  const metrics = new Metrics();
  const told = outcomes({ settings, metrics });
  const post = async (init: RequestInit = {}) => {
    const request = ask('/api/slow', {}, init);
    const begun = told(route.path, request);
    const entered = await enter(route, request, undefined, { settings, limits, models, running });
    return begun(entered.response, entered);
  };
  return { post, records, running, clock, text: () => metrics.text(running.count, models) };
}

function slowly() {
  const seen = { pulled: 0, cancelled: false };
  const stream = async ({ model, reserve }: Visit) => {
    const { name } = model(undefined);
    const bill = await reserve({ inputTokens: 3, maxOutputTokens: 5, model: name });
    bill.settle({ inputTokens: 3, outputTokens: 2, totalTokens: 5 });
    const body = new ReadableStream(
      {
        pull(controller) {
          seen.pulled += 1;
          if (seen.pulled > 3) controller.close();
          else controller.enqueue(new TextEncoder().encode('data: {}\n\n'));
        },
        cancel() {
          seen.cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  };
  return { seen, stream };
}

test('a record is written when the answer has been read, and a stream is pulled only as it is read', async () => {
  const { seen, stream } = slowly();
  const { post, records, running, clock } = open(stream);
  const answer = await post();
  expect([seen.pulled, running.count, records]).toEqual([0, 1, []]);
  const reader = answer.body?.getReader();
  await reader?.read();
  expect(seen.pulled).toBe(1);
  await clock.advance(1_500);
  while (!(await reader?.read())?.done);
  expect(running.count).toBe(0);
  expect(records).toEqual([
    {
      type: 'request',
      id: expect.stringMatching(/^req_/),
      time: expect.stringMatching(/Z$/),
      durationMs: 1_500,
      method: 'POST',
      route: '/api/slow',
      status: 200,
      principal: 'alice',
      tenant: 'acme',
      model: 'local',
      usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5 },
    },
  ]);
});

test('who leaves in the middle is noted once, and the source is told', async () => {
  const { seen, stream } = slowly();
  const left = open(stream);
  await (await left.post()).body?.cancel();
  expect(left.records).toMatchObject([{ aborted: true }]);
  expect([seen.cancelled, left.running.count]).toEqual([true, 0]);

  const gone = open(slowly().stream);
  const controller = new AbortController();
  const answer = await gone.post({ signal: controller.signal });
  controller.abort();
  await expect(answer.text()).rejects.toThrow();
  expect(gone.records).toMatchObject([{ aborted: true, status: 200 }]);
  expect(gone.running.count).toBe(0);
});

test('who leaves before the answer is noted, and what works for him is left', async () => {
  const { post, records, running } = open(() => new Promise(() => {}));
  const controller = new AbortController();
  const answer = post({ signal: controller.signal });
  setImmediate(() => controller.abort());
  expect((await answer).status).toBe(499);
  expect(records).toMatchObject([{ aborted: true, code: 'client_closed_request' }]);
  expect(running.count).toBe(0);
});

test('a closing gateway lets running answers end, and lets nobody in', async () => {
  const { post, running, clock } = open(slowly().stream);
  const answer = await post();
  const closed = running.close(10_000);
  const refused = await post();
  expect([refused.status, refused.headers.get('connection'), refused.headers.get('retry-after')]).toEqual([
    503,
    'close',
    '1',
  ]);
  await clock.advance(9_000);
  expect(await answer.text()).toContain('data: {}');
  await closed;
  expect(clock.pending).toBe(0);
});

/** A stream that heeds no signal: it never ends, or says nothing. */
const endless = async ({ request }: Visit) => {
  const isMute = request.headers.get('x-stream') === 'mute';
  const body = new ReadableStream(
    {
      pull: (controller) =>
        isMute ? new Promise(() => {}) : controller.enqueue(new TextEncoder().encode('data: {}\n\n')),
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
};

test('what is not over when the time is, is aborted: streams and those that ignore it', async () => {
  const stuck = open((visit) => (visit.request.headers.has('x-stream') ? endless(visit) : new Promise(() => {})));
  const streaming = await stuck.post({ headers: { 'x-stream': '1' } });
  const mute = await stuck.post({ headers: { 'x-stream': 'mute' } });
  const waiting = stuck.post();
  await stuck.clock.advance(0);
  const closed = stuck.running.close(10_000);
  await stuck.clock.advance(10_000);
  await stuck.clock.advance(1_000);
  await closed;
  expect((await waiting).status).toBe(503);
  for (const answer of [streaming, mute]) await expect(answer.text()).rejects.toThrow('was closed');
  expect(stuck.records).toHaveLength(3);
  expect(stuck.clock.pending).toBe(0);
});

test('a chat that streams when the gateway closes is answered to its end', async () => {
  const records: GatewayRecord[] = [];
  const client = new SecureLLMClient({ provider: scripted(['Hello ', 'you.']) });
  const gateway = openGateway({ client, models: { good: client }, audit: (record) => void records.push(record) });
  const chat = () =>
    ask('/v1/chat/completions', { model: 'good', stream: true, messages: [{ role: 'user', content: 'Hi' }] });
  const answer = await gateway.fetch(chat());
  const closed = gateway.close();
  expect((await gateway.fetch(chat())).status).toBe(503);
  const text = await answer.text();
  expect(text).toMatch(/you\.[\s\S]*\[DONE\]/);
  await closed;
  expect(records.map(({ status, model }) => [status, model])).toEqual([
    [503, undefined],
    [200, 'good'],
  ]);
  expect(records[1]?.usage?.totalTokens).toBeGreaterThan(0);
});

test.each(['/v1/chat/completions', '/api/chat'])(
  '%s: a stream that breaks in the middle is recorded so',
  async (path) => {
    const records: GatewayRecord[] = [];
    const provider = scripted([text('Hello to all of you. '.repeat(40)), new NetworkError('reset')]);
    const gateway = openGateway({
      client: new SecureLLMClient({ provider }),
      audit: (record) => void records.push(record),
    });
    await (await gateway.fetch(ask(path, { stream: true, messages: [{ role: 'user', content: 'Hi' }] }))).text();
    expect(records).toMatchObject([{ status: 200, code: 'upstream_error' }]);
    expect(records[0]).not.toHaveProperty('aborted');
    expect(gateway.metrics()).toContain(`requests_total{route="${path}",status="2xx",code="upstream_error"} 1\n`);
  },
);

test.each([
  ['/v1/chat/completions', { error: { code: 'closing', type: 'server_error' } }],
  ['/api/chat', { type: 'error', error: { code: 'closing', status: 503 } }],
])(
  '%s says at the end of a stream that the gateway closed, and with a status before there is one',
  async (path, last) => {
    const client = new SecureLLMClient({
      provider: scripted([text('Hello to all of you. '.repeat(40)), stall], [stall]),
    });
    const gateway = openGateway({ client });
    const chat = () => ask(path, { stream: true, messages: [{ role: 'user', content: 'Hi' }] });
    const begun = await gateway.fetch(chat());
    const waiting = gateway.fetch(chat());
    await new Promise(setImmediate);
    await gateway.close({ drainMs: 0 });
    expect((await eventsOf(begun)).at(-1)).toMatchObject(last);
    const refused = await waiting;
    expect([refused.status, await refused.json()]).toMatchObject([503, path.startsWith('/v1') ? last : last.error]);
  },
);

test('requests under way are limited, of each principal and of all', async () => {
  const { stream } = slowly();
  const few = open((visit) => slowly().stream(visit), { limits: { maxConcurrent: 2 } });
  const held = [await few.post(), await few.post()];
  const refused = await few.post();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
  expect(await refused.json()).toMatchObject({ code: 'concurrency_limit_exceeded' });
  await held[0]?.text();
  expect((await few.post()).status).toBe(200);

  const full = open(stream, { maxConcurrent: 1 });
  await full.post();
  const overloaded = await full.post();
  expect([overloaded.status, overloaded.headers.get('retry-after')]).toEqual([503, '1']);
});

test('numbers are told in the format of Prometheus, by nothing that a caller makes up', async () => {
  const { post, text } = open(slowly().stream);
  await (await post()).text();
  await (await post({ headers: { authorization: 'Bearer x"}\\n' } })).text();
  const lines = text().split('\n');
  expect(lines).toContain('secure_llm_gateway_requests_total{route="/api/slow",status="2xx",code=""} 1');
  expect(lines).toContain('secure_llm_gateway_requests_total{route="/api/slow",status="4xx",code="invalid_api_key"} 1');
  expect(lines).toContain('secure_llm_gateway_request_duration_seconds_bucket{route="/api/slow",le="+Inf"} 2');
  expect(lines).toContain('secure_llm_gateway_tokens_total{direction="output"} 2');
  expect(lines).toContain('secure_llm_gateway_requests_in_flight 0');
  expect(lines).toContain('secure_llm_gateway_client_calls_total{model="local",outcome="ok"} 0');
  expect(text()).not.toMatch(/alice|acme|Bearer/);
  for (const line of lines.slice(0, -1))
    expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z]+="[^"]*",?)+\})? [\d.]+)$/);
});

test('probes need nobody, count nothing and tell when the gateway closes', async () => {
  const records: GatewayRecord[] = [];
  const gateway = openGateway({
    metrics: true,
    audit: (record) => void records.push(record),
    limits: { perAddress: { requestsPerMinute: 1 } },
  });
  const get = async (path: string) => {
    const answer = await gateway.fetch(new Request(`http://gateway.test${path}`), { remoteAddress: '192.0.2.1' });
    return [
      answer.status,
      answer.headers.get('content-type'),
      answer.headers.get('cache-control'),
      await answer.text(),
    ];
  };
  for (let time = 0; time < 3; time += 1) {
    expect(await get('/healthz')).toEqual([200, 'text/plain; charset=utf-8', 'no-store', 'ok']);
    expect(await get('/readyz')).toEqual([200, 'text/plain; charset=utf-8', 'no-store', 'ok']);
  }
  expect(await get('/metrics')).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
    'no-store',
    gateway.metrics(),
  ]);
  expect(records).toEqual([]);
  await gateway.close();
  expect((await get('/readyz')).slice(0, 1)).toEqual([503]);
  expect((await get('/healthz')).slice(0, 1)).toEqual([200]);
  expect((await openGateway().fetch(new Request('http://gateway.test/metrics'))).status).toBe(404);
  await expect(gateway.close({ drainMs: -1 })).rejects.toThrow(/`drainMs`/);
});

test('a log holds no line and no character but its own, whatever a caller sends', async () => {
  let log = '';
  const evil = 'ana\r\n{"type":"request"}\u001b[31m\u009b\u2028\u202e\u{e0041}';
  const principal = { ...ANYONE, id: evil.replace(/\p{Cc}/gu, '') }; // with them it would be nobody
  const gateway = openGateway(
    {
      audit: jsonLog((line) => {
        log += line;
      }),
    },
    principal,
  );
  await gateway.fetch(ask('/v1/models', undefined, { headers: { 'x-request-id': 'forged' } }));
  await gateway.fetch(ask(`/v1/${encodeURIComponent(evil)}?key=${encodeURIComponent(evil)}`));
  await gateway.fetch(ask('/v1/models', undefined, { method: `X${'Y'.repeat(5_000)}` }));
  const lines = log.split('\n');
  expect(lines).toHaveLength(4);
  expect(log.replaceAll('\n', '')).toMatch(/^[\x20-\x7e]*$/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ principal: principal.id, status: 200, route: '/v1/models' });
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ code: 'not_found', status: 404 });
  expect(JSON.parse(lines[2] ?? '')).toMatchObject({ method: 'OTHER' });
  expect(log).not.toMatch(/forged|YYYY|key=/);
});

test('a log of any record is one line of what can be seen', () => {
  let log = '';
  jsonLog((line) => {
    log += line;
  })({ any: 'a\r\n\u001b[31m\u009b\u2028\u{e0041}' });
  expect(log).toBe('{"any":"a\\r\\n\\u001b[31m\\u009b\\u2028\\udb40\\udc41"}\n');
});

test('an audit that fails harms no request', async () => {
  const gateway = openGateway({ audit: () => Promise.reject(new Error('disk full')) });
  expect((await gateway.fetch(ask('/v1/models'))).status).toBe(200);
});
