import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  googleServiceAccount,
  type OAuth2Options,
  oauth2ClientCredentials,
  oauth2TokenExchange,
} from '../../src/auth/index.ts';
import { SecureLLMClient } from '../../src/client.ts';
import { openai } from '../../src/node/openai.ts';
import type { TokenProvider } from '../../src/types/token-provider.ts';
import {
  newKeys,
  pemOf,
  type RealAuthorizationServer,
  realAuthorizationServer,
  SECRET,
} from '../support/authorization-server.ts';

const MINUTE = 60_000;
const request = { forceRefresh: false, signal: new AbortController().signal };

let server: RealAuthorizationServer;
let keys: CryptoKeyPair;
let pem: string;
beforeAll(async () => {
  keys = await newKeys();
  pem = await pemOf(keys.privateKey);
  server = await realAuthorizationServer(keys);
});
afterAll(() => server[Symbol.asyncDispose]());
afterEach(() => vi.useRealTimers());

/** The clock of this side alone. */
const clockOff = (minutes: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * MINUTE });

const since = () => {
  const before = server.received.length;
  return (path: string) => server.received.slice(before).filter((each) => each.path === path);
};

const clientWith = (credentials: TokenProvider) =>
  new SecureLLMClient({
    provider: openai({ credentials, baseURL: `${server.issuer}/v1`, model: 'any' }),
    throttle: { maxConcurrency: 200, requestsPerMinute: 100_000, tokensPerMinute: 10_000_000 },
  });

const failureOf = (asking: Promise<unknown>) =>
  asking.then(
    () => expect.unreachable(),
    (error) => error,
  );

const WAYS: readonly (readonly [string, () => Partial<OAuth2Options> & { clientId: string }])[] = [
  ['client_secret_basic', () => ({ clientId: 'basic', clientSecret: SECRET })],
  ['client_secret_post', () => ({ clientId: 'post', clientSecret: SECRET, authMethod: 'client_secret_post' })],
  ['private_key_jwt with a PEM', () => ({ clientId: 'jwt', privateKey: pem, keyId: 'k1' })],
  ['private_key_jwt with a CryptoKey', () => ({ clientId: 'jwt', privateKey: keys.privateKey })],
];

describe.each(WAYS)('a real server, %s', (_, way) => {
  test.each(['issuer', 'tokenEndpoint'] as const)('answers a whole client by its %s', async (option) => {
    const where = option === 'issuer' ? { issuer: server.issuer } : { tokenEndpoint: `${server.issuer}/token` };
    const arrived = since();
    const client = clientWith(oauth2ClientCredentials({ ...way(), ...where }));
    expect((await client.chat('Hi')).text).toBe('Hello!');
    expect((await client.chat('Hi')).text).toBe('Hello!');
    expect(arrived('/token')).toHaveLength(1);
    expect(arrived('/.well-known/openid-configuration')).toHaveLength(option === 'issuer' ? 1 : 0);
    expect(arrived('/v1')).toHaveLength(2);
  });

  test('exchanges a token for another', async () => {
    const subjectToken = async () => 'of-the-user';
    const credentials = oauth2TokenExchange({ ...way(), issuer: server.issuer, subjectToken, audience: 'the-api' });
    expect((await clientWith(credentials).chat('Hi')).text).toBe('Hello!');
  });
});

test('scope and resource are asked for', async () => {
  const credentials = oauth2ClientCredentials({
    issuer: server.issuer,
    clientId: 'basic',
    clientSecret: SECRET,
    scope: 'chat',
    resource: 'https://api.example.com',
  });
  const { token, expiresAt } = await credentials(request);
  expect(token.length).toBeGreaterThan(20);
  expect((expiresAt ?? 0) - Date.now()).toBeGreaterThan(9 * MINUTE);
});

test('metadata are read once', async () => {
  const credentials = oauth2ClientCredentials({ issuer: server.issuer, clientId: 'basic', clientSecret: SECRET });
  const arrived = since();
  await credentials(request);
  await credentials(request);
  expect(arrived('/.well-known/openid-configuration')).toHaveLength(1);
  expect(arrived('/token')).toHaveLength(2);
});

test.each<[string, Partial<OAuth2Options>, RegExp]>([
  ['a wrong secret', { clientSecret: `${SECRET}x` }, /gave no token \(invalid_client\): check the client id/],
  ['an unknown client', { clientId: 'CANARY' }, /\(invalid_client\)/],
  ['a scope that is not to be had', { scope: 'admin' }, /\(invalid_scope\): check `scope`/],
  ['a resource that is no URI', { resource: 'CANARY' }, /\(invalid_target\): check `audience` and `resource`/],
])('%s is an AuthenticationError that shows no secret', async (_, wrong, message) => {
  const credentials = oauth2ClientCredentials({
    issuer: server.issuer,
    clientId: 'basic',
    clientSecret: SECRET,
    ...wrong,
  });
  const error = await failureOf(clientWith(credentials).chat('Hi'));
  expect(error).toMatchObject({ code: 'ERR_AUTHENTICATION', provider: 'oauth2ClientCredentials', retryable: false });
  expect(error.message).toMatch(message);
  expect(inspect([error, credentials], { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toContain('CANARY');
});

test('a token that cannot be exchanged is an AuthenticationError that does not repeat it', async () => {
  const options = { clientId: 'basic', clientSecret: SECRET, issuer: server.issuer, audience: 'the-api' };
  const error = await failureOf(oauth2TokenExchange({ ...options, subjectToken: 'CANARY' })(request));
  expect(error.message).toMatch(/\(invalid_grant\)/);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('CANARY');
});

describe('a service account of Google', () => {
  const account = (more = {}) =>
    googleServiceAccount(
      {
        client_email: 'account',
        private_key: pem,
        private_key_id: 'k1',
        token_uri: `${server.issuer}/token`,
        ...more,
      },
      { fetch: withClientId },
    );
  /** oidc-provider wants to know the client, which Google reads in the assertion. */
  const withClientId: typeof fetch = (url, init) => {
    const body = init?.body as URLSearchParams;
    body.set('client_id', 'account');
    return fetch(url, init);
  };

  test('gets tokens for an assertion that it signs', async () => {
    expect((await clientWith(account()).chat('Hi')).text).toBe('Hello!');
  });

  test('is refused with another key', async () => {
    const error = await failureOf(account({ private_key: await pemOf((await newKeys()).privateKey) })(request));
    expect(error.message).toMatch(/`googleServiceAccount` gave no token \(invalid_grant\)/);
  });

  test.each([-4, 4])('gets them with a clock that is %d minutes off', async (minutes) => {
    clockOff(minutes);
    expect((await account()(request)).token).toBeTypeOf('string');
  });

  test('is told of a clock that is 6 minutes ahead', async () => {
    clockOff(6);
    expect((await failureOf(account()(request))).message).toMatch(
      /the clock of this machine is 6 min ahead of its own/,
    );
  });
});

describe('clocks', () => {
  const signing = () =>
    oauth2ClientCredentials({ issuer: server.issuer, clientId: 'jwt', privateKey: pem, keyId: 'k1' });

  test.each([-4, 4])(
    'that are %d minutes off cost a signed assertion one more request, and only the first',
    async (minutes) => {
      clockOff(minutes);
      const arrived = since();
      const credentials = signing();
      await credentials(request);
      expect(arrived('/token')).toHaveLength(2);
      await credentials(request);
      expect(arrived('/token')).toHaveLength(3);
    },
  );

  test.each([
    [-6, 'behind'],
    [6, 'ahead of'],
  ])('that are %d minutes off are an error that says so', async (minutes, word) => {
    clockOff(minutes);
    const arrived = since();
    const error = await failureOf(clientWith(signing()).chat('Hi'));
    expect(error).toMatchObject({ code: 'ERR_AUTHENTICATION', status: expect.any(Number) });
    expect(error.message).toContain(`the clock of this machine is 6 min ${word} its own: set it right`);
    expect(arrived('/token')).toHaveLength(1);
    expect(arrived('/v1')).toHaveLength(0);
  });

  test('that are right leave a refused assertion refused, after one request', async () => {
    const wrong = oauth2ClientCredentials({
      issuer: server.issuer,
      clientId: 'jwt',
      privateKey: (await newKeys()).privateKey,
    });
    const arrived = since();
    expect((await failureOf(wrong(request))).message).toMatch(/\(invalid_client\)/);
    expect(arrived('/token')).toHaveLength(1);
  });

  test.each([-6, -4, 4, 6])('that are %d minutes off do not matter to a client with a secret', async (minutes) => {
    clockOff(minutes);
    const arrived = since();
    const client = clientWith(
      oauth2ClientCredentials({ issuer: server.issuer, clientId: 'basic', clientSecret: SECRET }),
    );
    for (let call = 0; call < 3; call++) await client.chat('Hi');
    expect(arrived('/token')).toHaveLength(1);
  });
});

describe('many calls', () => {
  const basic = () => oauth2ClientCredentials({ issuer: server.issuer, clientId: 'basic', clientSecret: SECRET });

  test('200 at the expiry of a token ask for one', async () => {
    const client = clientWith(basic());
    await client.chat('Hi');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * MINUTE });
    const arrived = since();
    await Promise.all(Array.from({ length: 200 }, () => client.chat('Hi')));
    expect(arrived('/token')).toHaveLength(1);
    expect(new Set(arrived('/v1').map(({ authorization }) => authorization)).size).toBe(1);
  });

  test('FA-15: 50 whose token was revoked ask for one, and are sent once more', async () => {
    const client = clientWith(basic());
    await client.chat('Hi');
    await server.revoke();
    const arrived = since();
    const answers = await Promise.all(Array.from({ length: 50 }, () => client.chat('Hi')));
    expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: 50 }, () => 'Hello!'));
    for (const { attempts } of answers) expect(attempts).toHaveLength(1);
    expect(arrived('/token')).toHaveLength(1);
    expect(arrived('/v1')).toHaveLength(100);
  });
});
