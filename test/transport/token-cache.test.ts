import { setImmediate as turn } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AccessToken, TokenProvider, TokenRequest } from '../../src/types/token-provider.ts';
import { serve, until } from '../support/loopback.ts';
import { postingTo } from '../support/posting.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 0, 1);
const unheard = new AbortController().signal;

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
afterEach(() => vi.useRealTimers());

/** A server that takes the tokens which `accepts` names, and remembers all it was shown. */
async function tokenServer(accepts: (token: string) => boolean = () => true) {
  const shown: string[] = [];
  const server = await serve((request, response) => {
    const token = String(request.headers.authorization).replace('Bearer ', '');
    shown.push(token);
    const ok = accepts(token);
    const error = { error: { message: `bad ${token}`, code: token } };
    response.writeHead(ok ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify(ok ? {} : error));
  });
  return Object.assign(server, { shown });
}

/** Tokens `token-1`, `token-2`, … that live for `lifeMs`. */
function counting(lifeMs: number | undefined) {
  const asked: boolean[] = [];
  const credentials: TokenProvider = async ({ forceRefresh }) => {
    asked.push(forceRefresh);
    const token = `token-${asked.length}`;
    return lifeMs === undefined ? { token } : { token, expiresAt: Date.now() + lifeMs };
  };
  return { asked, credentials };
}

const fails = (posting: Promise<unknown>) =>
  posting.then(
    () => expect.unreachable(),
    (error) => error,
  );

/** How many of the calls to a signal are those of a caller who waits for a token. */
const waits = (calls: readonly (readonly unknown[])[]): number =>
  calls.filter(([, listener]) => (listener as { readonly name?: string } | null)?.name === 'leave').length;

describe('a token', () => {
  test('is a bearer token, and is kept until a minute before it expires', async () => {
    await using server = await tokenServer();
    const { credentials } = counting(60 * MINUTE);
    const post = postingTo({ credentials, baseURL: server.url });
    await post();
    vi.setSystemTime(NOW + 59 * MINUTE - 1);
    await post();
    vi.setSystemTime(NOW + 59 * MINUTE);
    await post();
    expect(server.shown).toEqual(['token-1', 'token-1', 'token-2']);
  });

  test('of a short life is kept for half of it', async () => {
    await using server = await tokenServer();
    const { credentials } = counting(10_000);
    const post = postingTo({ credentials, baseURL: server.url });
    await post();
    vi.setSystemTime(NOW + 4_999);
    await post();
    vi.setSystemTime(NOW + 5_000);
    await post();
    expect(server.shown).toEqual(['token-1', 'token-1', 'token-2']);
  });

  test('that says nothing of its end is kept until it is refused', async () => {
    let accepted = 'token-1';
    await using server = await tokenServer((token) => token === accepted);
    const { credentials, asked } = counting(undefined);
    const post = postingTo({ credentials, baseURL: server.url });
    await post();
    vi.setSystemTime(NOW + 1e10);
    await post();
    accepted = 'token-2';
    await post();
    expect(server.shown).toEqual(['token-1', 'token-1', 'token-1', 'token-2']);
    expect(asked).toEqual([false, true]);
  });

  test('is one for all endpoints that have the same credentials', async () => {
    await using server = await tokenServer();
    const { credentials, asked } = counting(60 * MINUTE);
    await Promise.all([1, 2].map(() => postingTo({ credentials, baseURL: server.url })()));
    expect(asked).toHaveLength(1);
  });

  test('is for this vendor, where it looks like the key of one', async () => {
    const credentials = async () => ({ token: ['sk', 'ant', 'test'].join('-') });
    await expect(postingTo({ credentials })()).rejects.toMatchObject({
      code: 'ERR_INVALID_INPUT',
      field: 'acme.credentials',
    });
  });

  test.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /`credentials` must answer with `{ token, expiresAt }`, got undefined/],
    ['a string', 'CANARY', /got string/],
    ['no token', { expiresAt: NOW + MINUTE }, /`credentials.token` must be a string, got undefined/],
    ['a line break', { token: 'CANARY\n' }, /`credentials.token` must be visible ASCII/],
    ['seconds', { token: 'CANARY', expiresAt: NOW / 1_000 }, /milliseconds since 1970.*looks like seconds/],
    ['a date', { token: 'CANARY', expiresAt: new Date() }, /`credentials.expiresAt` must be milliseconds since 1970/],
  ])('must not be %s', async (_, answer, message) => {
    const credentials = async () => answer as AccessToken;
    const error = await fails(postingTo({ credentials, baseURL: 'https://acme.invalid' })());
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('CANARY');
  });
});

describe('at expiry', () => {
  test('200 calls fetch one token', async () => {
    await using server = await tokenServer();
    const { credentials, asked } = counting(60 * MINUTE);
    const post = postingTo({ credentials, baseURL: server.url });
    await post();
    vi.setSystemTime(NOW + 60 * MINUTE);
    await Promise.all(Array.from({ length: 200 }, () => post()));
    expect(asked).toEqual([false, false]);
    expect(server.shown.filter((token) => token === 'token-2')).toHaveLength(200);
  });

  test('the one at hand is used while it lasts, where no new one comes, and not asked for with every call', async () => {
    await using server = await tokenServer();
    let asked = 0;
    const credentials = async () => {
      asked++;
      if (asked > 1) throw new Error('down');
      return { token: 'token-1', expiresAt: NOW + 60 * MINUTE };
    };
    const post = postingTo({ credentials, baseURL: server.url });
    await post();
    vi.setSystemTime(NOW + 59.5 * MINUTE);
    for (let call = 0; call < 3; call++) await post();
    expect(asked).toBe(2);
    vi.setSystemTime(NOW + 59.5 * MINUTE + 5_000);
    await post();
    expect(asked).toBe(3);
    vi.setSystemTime(NOW + 60 * MINUTE);
    await expect(post()).rejects.toMatchObject({ code: 'ERR_PROVIDER', retryable: false });
    expect(server.shown).toEqual(Array.from({ length: 5 }, () => 'token-1'));
  });

  test('an expired token is never sent, where a new one is to be had', async () => {
    await using server = await tokenServer();
    const asked: boolean[] = [];
    const credentials = async ({ forceRefresh }: TokenRequest) => {
      asked.push(forceRefresh);
      return forceRefresh ? { token: 'new', expiresAt: NOW + MINUTE } : { token: 'old', expiresAt: NOW - 1 };
    };
    await postingTo({ credentials, baseURL: server.url })();
    expect(asked).toEqual([false, true]);
    expect(server.shown).toEqual(['new']);
  });
});

describe('several that wait for one token', () => {
  /** Tokens that come when told. */
  function slow() {
    const requests: TokenRequest[] = [];
    const answers: ((token: AccessToken) => void)[] = [];
    const credentials: TokenProvider = (request) => {
      requests.push(request);
      return new Promise((resolve) => answers.push(resolve));
    };
    return { requests, answers, credentials };
  }

  test('leave one by one: the abort of one is its own', async () => {
    await using server = await tokenServer();
    const { requests, answers, credentials } = slow();
    const post = postingTo({ credentials, baseURL: server.url });
    const abort = new AbortController();
    const first = fails(post({ signal: abort.signal }));
    const second = post();
    await until(() => requests.length > 0);
    abort.abort(new Error('enough'));
    expect((await first).message).toBe('enough');
    expect(requests[0]?.signal.aborted).toBe(false);
    answers[0]?.({ token: 'late', expiresAt: NOW + 60 * MINUTE });
    expect(await second).toBe('{}');
    expect(requests).toHaveLength(1);
  });

  test('abort the request when the last one has left, and the next call begins another', async () => {
    await using server = await tokenServer();
    const { requests, answers, credentials } = slow();
    const post = postingTo({ credentials, baseURL: server.url });
    const abort = new AbortController();
    const both = [1, 2].map(() => fails(post({ signal: abort.signal })));
    await until(() => requests.length > 0);
    abort.abort(new Error('enough'));
    await Promise.all(both);
    expect(requests[0]?.signal.aborted).toBe(true);
    const next = post();
    await until(() => requests.length > 1);
    answers[0]?.({ token: 'of-nobody' });
    answers[1]?.({ token: 'of-the-next' });
    await next;
    await post();
    expect(server.shown).toEqual(['of-the-next', 'of-the-next']);
  });

  test('a call that is over before it begins asks for nothing', async () => {
    const { requests, credentials } = slow();
    const post = postingTo({ credentials, baseURL: 'https://acme.invalid' });
    await expect(post({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
    await turn();
    expect(requests).toEqual([]);
  });

  test('do not wait behind one that is stuck: after half a minute a new request is made', async () => {
    await using server = await tokenServer();
    const { requests, answers, credentials } = slow();
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: NOW });
    const post = postingTo({ credentials, baseURL: server.url });
    const stuck = post();
    await until(() => requests.length > 0);
    vi.advanceTimersByTime(30_000);
    const next = post();
    await until(() => requests.length > 1);
    answers[1]?.({ token: 'second' });
    await next;
    answers[0]?.({ token: 'first' });
    await stuck;
    await post();
    expect(server.shown).toEqual(['second', 'first', 'second']);
  });
});

describe('a token that is refused', () => {
  test('FA-15: 50 parallel calls with 401 make one refresh, and each is sent once more', async () => {
    await using server = await tokenServer((token) => token !== 'token-1');
    const { credentials, asked } = counting(60 * MINUTE);
    const post = postingTo({ credentials, baseURL: server.url });
    expect(await Promise.all(Array.from({ length: 50 }, () => post()))).toEqual(Array.from({ length: 50 }, () => '{}'));
    expect(asked).toEqual([false, true]);
    expect(server.shown.filter((token) => token === 'token-1')).toHaveLength(50);
    expect(server.shown.filter((token) => token === 'token-2')).toHaveLength(50);
  });

  test('FA-15: a second 401 is an error, after one refresh for all', async () => {
    await using server = await tokenServer(() => false);
    const { credentials, asked } = counting(60 * MINUTE);
    const post = postingTo({ credentials, baseURL: server.url });
    const errors = await Promise.all(Array.from({ length: 50 }, () => fails(post())));
    for (const error of errors)
      expect(error).toMatchObject({ code: 'ERR_AUTHENTICATION', retryable: false, status: 401 });
    expect(asked).toEqual([false, true]);
    expect(server.shown).toHaveLength(100);
  });

  test('and comes again is an error that says so, asked for once by 50 calls', async () => {
    await using server = await tokenServer(() => false);
    const asked: boolean[] = [];
    const credentials = async ({ forceRefresh }: TokenRequest) => {
      asked.push(forceRefresh);
      return { token: 'token-CANARY', expiresAt: NOW + 60 * MINUTE };
    };
    const post = postingTo({ credentials, baseURL: server.url });
    const errors = await Promise.all(Array.from({ length: 50 }, () => fails(post())));
    for (const error of errors) {
      expect(error).toMatchObject({ code: 'ERR_AUTHENTICATION', provider: 'acme' });
      expect(error.message).toMatch(/`credentials` answered with the same one again/);
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('CANARY');
    }
    expect(asked).toEqual([false, true]);
    expect(server.shown).toHaveLength(50);
  });

  test('does not come out in what the server says of it', async () => {
    await using server = await serve((request, response) => {
      const code = String(request.headers.authorization).replace('Bearer ', '');
      response.writeHead(400, { 'x-request-id': code }).end(JSON.stringify({ error: { code, type: `of_${code}` } }));
    });
    const credentials = async () => ({ token: 'token_canary' });
    const error = await fails(postingTo({ credentials, baseURL: server.url })());
    expect(error).toMatchObject({ code: 'ERR_PROVIDER', status: 400 });
    expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toContain('canary');
  });

  test('and comes again from an early refresh under way is refreshed once more, by force', async () => {
    const refusals: (() => void)[] = [];
    await using server = await serve((request, response) => {
      if (request.headers.authorization === 'Bearer new') return void response.end('{}');
      refusals.push(() => response.writeHead(401).end());
    });
    const asked: boolean[] = [];
    let early = (_: AccessToken) => {};
    const credentials: TokenProvider = ({ forceRefresh }) => {
      asked.push(forceRefresh);
      if (forceRefresh) return Promise.resolve({ token: 'new' });
      if (asked.length === 1) return Promise.resolve({ token: 'old', expiresAt: NOW + 60 * MINUTE });
      return new Promise((resolve) => {
        early = resolve;
      });
    };
    const post = postingTo({ credentials, baseURL: server.url });
    const { signal } = new AbortController();
    const listens = vi.spyOn(signal, 'addEventListener');
    const first = post({ signal });
    await until(() => refusals.length === 1);
    vi.setSystemTime(NOW + 59.5 * MINUTE);
    const second = post();
    await until(() => asked.length === 2);
    refusals[0]?.();
    await until(() => waits(listens.mock.calls) === 2); // for the first token, and for this refresh
    early({ token: 'old', expiresAt: NOW + 120 * MINUTE });
    expect(await first).toBe('{}');
    await until(() => refusals.length === 2);
    refusals[1]?.();
    expect(await second).toBe('{}');
    expect(asked).toEqual([false, false, true]);
  });

  test('is replaced for the calls to come', async () => {
    await using server = await tokenServer((token) => token === 'token-2');
    const { credentials, asked } = counting(60 * MINUTE);
    const post = postingTo({ credentials, baseURL: server.url });
    await post();
    await post();
    expect(asked).toEqual([false, true]);
    expect(server.shown).toEqual(['token-1', 'token-2', 'token-2']);
  });
});

describe('the same expired token again', () => {
  const always = (expiresAt: number) => {
    const asked: boolean[] = [];
    const credentials = async ({ forceRefresh }: TokenRequest) => {
      asked.push(forceRefresh);
      return { token: 'stale', expiresAt };
    };
    return { asked, credentials };
  };

  test('is left to the server to judge where a clock that is 4 minutes wrong would explain it', async () => {
    await using server = await tokenServer();
    const { credentials, asked } = always(NOW - 4 * MINUTE);
    expect(await postingTo({ credentials, baseURL: server.url })()).toBe('{}');
    expect(asked).toEqual([false, true]);
  });

  test('ends in an error where the server agrees that it has expired', async () => {
    await using server = await tokenServer(() => false);
    const { credentials, asked } = always(NOW - 4 * MINUTE);
    const error = await fails(postingTo({ credentials, baseURL: server.url })());
    expect(error.message).toMatch(/the same one again/);
    expect(asked).toEqual([false, true, true]);
    expect(server.shown).toHaveLength(1);
  });

  test('is not sent at all where it is 6 minutes past, and the error tells of the clock', async () => {
    await using server = await tokenServer();
    const { credentials, asked } = always(NOW - 6 * MINUTE);
    const error = await fails(postingTo({ credentials, baseURL: server.url })());
    expect(error).toMatchObject({ code: 'ERR_AUTHENTICATION', retryable: false });
    expect(error.message).toMatch(/expired 360 s ago: let it fetch a new one, and check the clock/);
    expect(asked).toEqual([false, true]);
    expect(server.shown).toEqual([]);
  });
});

test('what the function throws stays out of the error', async () => {
  const credentials = () => Promise.reject(new Error('CANARY'));
  const error = await fails(postingTo({ credentials, baseURL: 'https://acme.invalid' })());
  expect(error).toMatchObject({ code: 'ERR_PROVIDER', retryable: false });
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('CANARY');
});

test('a function that throws at once is one that failed, and is asked again by the next call', async () => {
  await using server = await tokenServer();
  let asked = 0;
  const credentials: TokenProvider = () => {
    if (++asked === 1) throw new Error('not yet');
    return Promise.resolve({ token: 'good' });
  };
  const post = postingTo({ credentials, baseURL: server.url });
  await expect(post()).rejects.toMatchObject({ code: 'ERR_PROVIDER' });
  expect(await post()).toBe('{}');
});

test('a listener on the signal of a call goes when its token is there', async () => {
  await using server = await tokenServer();
  const { credentials } = counting(60 * MINUTE);
  const add = vi.spyOn(unheard, 'addEventListener');
  const remove = vi.spyOn(unheard, 'removeEventListener');
  await postingTo({ credentials, baseURL: server.url })({ signal: unheard });
  expect(waits(add.mock.calls)).toBe(1);
  expect(waits(remove.mock.calls)).toBe(1);
});
