import { describe, expect, test } from 'vitest';
import { ANYONE, ask, openGateway, TOKEN } from '../../support/gateway.ts';
import { manualClock } from '../../support/manual-clock.ts';

const MODELS = '/v1/models';
const statuses = async (count: number, one: () => Promise<Response>) => {
  const all: number[] = [];
  for (let request = 0; request < count; request += 1) all.push((await one()).status);
  return all;
};
const refusedOf = (all: readonly number[]) => all.filter((status) => status === 429).length;

test('sixty requests a minute are usual, a burst of them included, and what is left is told', async () => {
  const clock = manualClock();
  const { fetch } = openGateway({ clock });
  const first = await fetch(ask(MODELS));
  expect(first.headers.get('ratelimit-policy')).toBe('"principal";q=60;w=60');
  expect(first.headers.get('ratelimit')).toBe('"principal";r=59;t=60');
  expect(refusedOf(await statuses(59, () => fetch(ask(MODELS))))).toBe(0);
  await clock.advance(20_500);
  const refused = await fetch(ask(MODELS));
  expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('ratelimit')]).toEqual([
    429,
    '40',
    '"principal";r=0;t=40',
  ]);
  expect(await refused.json()).toMatchObject({ error: { type: 'rate_limit_error', code: 'rate_limit_exceeded' } });
  await clock.advance(39_500);
  expect((await fetch(ask(MODELS))).status).toBe(200);
});

test('the limit that is nearest to its end is told, and a tenant shares its own', async () => {
  const limits = { perTenant: { requestsPerMinute: 3 }, routes: { [MODELS]: { requestsPerMinute: 50 } } };
  const people = ['ana', 'ben'].map((id) => ({ ...ANYONE, id, tenant: 'acme' }));
  let turn = 0;
  const auth = async (token: string) => (token === TOKEN ? people[turn++ % 2] : undefined);
  const { fetch } = openGateway({ limits, auth, clock: manualClock() });
  const first = await fetch(ask(MODELS));
  expect(first.headers.get('ratelimit-policy')).toBe(
    '"principal";q=60;w=60, "tenant";q=3;w=60, "principal-route";q=50;w=60',
  );
  expect(first.headers.get('ratelimit')).toBe('"tenant";r=2;t=60');
  expect(await statuses(3, () => fetch(ask(MODELS)))).toEqual([200, 200, 429]);
});

test('a route may have a limit of its own', async () => {
  const { fetch } = openGateway({ limits: { routes: { [MODELS]: { requestsPerMinute: 2 } } } });
  expect(await statuses(3, () => fetch(ask(MODELS)))).toEqual([200, 200, 429]);
});

test.each([undefined, false] as const)('what a principal brings holds where the usual is %s', async (limits) => {
  const { fetch } = openGateway({ limits }, { ...ANYONE, limits: { requestsPerMinute: 2 } });
  expect(await statuses(3, () => fetch(ask(MODELS)))).toEqual([200, 200, 429]);
});

test('`false` limits nobody', async () => {
  const { fetch } = openGateway({ limits: false });
  expect(refusedOf(await statuses(400, () => fetch(ask(MODELS), { remoteAddress: '192.0.2.1' })))).toBe(0);
});

test('who mints tokens multiplies nothing: what a minted one asks for counts for both', async () => {
  const minter = { id: 'shop', limits: { requestsPerMinute: 3 } };
  let visitor = 0;
  const auth = async () => ({ ...ANYONE, id: `shop/${visitor++}`, minter });
  const { fetch } = openGateway({ auth });
  expect(await statuses(5, () => fetch(ask(MODELS)))).toEqual([200, 200, 200, 429, 429]);
});

describe('an address', () => {
  const limits = { perAddress: { requestsPerMinute: 5 } };
  const wrong = () => ask(MODELS, undefined, { headers: { authorization: `Bearer ${'wrong'}` } });

  test('that guesses keys is stopped before they are looked up', async () => {
    let lookups = 0;
    const { fetch } = openGateway({
      limits,
      auth: async () => {
        lookups += 1;
        return undefined;
      },
    });
    const all = await statuses(20, () => fetch(wrong(), { remoteAddress: '192.0.2.1' }));
    expect(all.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(refusedOf(all)).toBe(15);
    expect(lookups).toBe(5);
  });

  test('of version 6 is its /64', async () => {
    const { fetch } = openGateway({ limits });
    let host = 0;
    const all = await statuses(20, () => fetch(wrong(), { remoteAddress: `2001:db8::${(host++).toString(16)}` }));
    expect(refusedOf(all)).toBe(15);
    expect((await fetch(ask(MODELS), { remoteAddress: '2001:db8:0:1::1' })).status).toBe(200);
  });

  test('is not what its holder says it is', async () => {
    let claim = 0;
    const spoofing = () => ask(MODELS, undefined, { headers: { 'x-forwarded-for': `198.51.100.${claim++}` } });
    const open = openGateway({ limits });
    expect(refusedOf(await statuses(20, () => open.fetch(spoofing(), { remoteAddress: '192.0.2.1' })))).toBe(15);
    const behind = openGateway({ limits: { ...limits, trustedProxies: ['10.0.0.0/8'] } });
    expect(refusedOf(await statuses(20, () => behind.fetch(spoofing(), { remoteAddress: '10.0.0.1' })))).toBe(0);
    const through = () =>
      ask(MODELS, undefined, { headers: { 'x-forwarded-for': `198.51.100.${claim++}, 203.0.113.9` } });
    expect(refusedOf(await statuses(20, () => behind.fetch(through(), { remoteAddress: '10.0.0.1' })))).toBe(15);
  });

  test('is not limited where it is not known', async () => {
    const { fetch } = openGateway({ limits });
    expect(refusedOf(await statuses(20, () => fetch(ask(MODELS))))).toBe(0);
  });
});

test('nobody is let in where the limits cannot be read', async () => {
  const shared = {
    rates: {
      take: async () => {
        throw new Error('redis://user:secret@host is away');
      },
    },
    ledger: { reserve: () => ({ granted: true as const, settle: () => {} }) },
  };
  const answer = await openGateway({ limits: { shared } }).fetch(ask(MODELS));
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  const body = await answer.text();
  expect(body).toMatch(/limits_unavailable/);
  expect(body).not.toMatch(/secret|redis/);
});

test.each([
  [{ requestsPerMinute: 0 }, /`gateway.limits.requestsPerMinute` must be an integer of 1 or more/],
  [{ requests: 5 }, /`gateway.limits` has no option `requests`/],
  [{ trustedProxies: ['10.0.0.0/40'] }, /`gateway.limits.trustedProxies\[0\]` must be an IP address or a network/],
  [{ routes: { '/api/none': { requestsPerMinute: 1 } } }, /`gateway.limits.routes` must name routes that there are/],
  [{ shared: {} }, /`gateway.limits.shared.rates.take` must be a function/],
])('names the option at fault: %j', (limits, message) => {
  expect(() => openGateway({ limits: limits as never })).toThrow(message);
});
