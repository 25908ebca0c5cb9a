import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  azureEntra,
  googleServiceAccount,
  type OAuth2Options,
  oauth2ClientCredentials,
  oauth2TokenExchange,
} from '../../src/auth/index.ts';
import { openai } from '../../src/providers/openai/index.ts';

afterEach(() => vi.unstubAllGlobals());

const SECRET = ['secret', 'CANARY'].join('-');
const pem = (label: string) => `-----BEGIN ${label}-----\n${btoa('CANARY')}\n-----END ${label}-----`;
const KEY = pem('PRIVATE KEY');
const good = { issuer: 'https://login.example.com', clientId: 'client', clientSecret: SECRET };
const azure = { tenantId: 'contoso.example', clientId: 'app', clientSecret: SECRET };
const google = { client_email: 'a@b.example', private_key: KEY };
const make = {
  oauth: (options: unknown) => oauth2ClientCredentials({ ...good, ...(options as OAuth2Options) }),
  exchange: (options: unknown) => oauth2TokenExchange({ ...good, ...(options as { subjectToken: string }) }),
  azure: (options: unknown) => azureEntra({ ...azure, ...(options as object) }),
  google: (options: unknown) => googleServiceAccount({ ...google, ...(options as object) }),
};

test.each<[keyof typeof make, string, unknown, RegExp]>([
  ['oauth', 'no server', { issuer: undefined }, /`oauth2ClientCredentials\.issuer` is missing/],
  ['oauth', 'plain http', { issuer: 'http://login.example.com' }, /`oauth2ClientCredentials\.issuer` must be https/],
  ['oauth', 'a plain http endpoint', { tokenEndpoint: 'http://login.example.com' }, /tokenEndpoint` must be https/],
  [
    'oauth',
    'a secret in the URL',
    { tokenEndpoint: `https://me:${SECRET}@login.example.com` },
    /must not hold credentials/,
  ],
  ['oauth', 'no client', { clientId: undefined }, /`oauth2ClientCredentials\.clientId` is missing/],
  ['oauth', 'no secret', { clientSecret: undefined }, /clientSecret` is missing: `client_secret_basic` sends it/],
  ['oauth', 'an empty secret', { clientSecret: '' }, /clientSecret` must be a string that is not empty/],
  ['oauth', 'secret and key', { privateKey: KEY }, /privateKey` cannot stand beside `clientSecret`/],
  ['oauth', 'a method without its key', { authMethod: 'private_key_jwt' }, /privateKey` is missing/],
  ['oauth', 'an unknown method', { authMethod: 'none' }, /authMethod` must be one of/],
  ['oauth', 'a key that is no PEM', { clientSecret: undefined, privateKey: SECRET }, /must be a PEM that begins/],
  ['oauth', 'a PKCS#1 key', { clientSecret: undefined, privateKey: pem('RSA PRIVATE KEY') }, /openssl pkcs8/],
  ['oauth', 'no time at all', { timeoutMs: 0 }, /timeoutMs` must be a number above 0/],
  ['oauth', 'an unknown option', { scopes: 'a' }, /no option `scopes`/],
  ['exchange', 'no token', { subjectToken: undefined }, /`oauth2TokenExchange\.subjectToken` is missing/],
  ['azure', 'no tenant', { tenantId: undefined }, /`azureEntra\.tenantId` is missing/],
  ['azure', 'a tenant that leads elsewhere', { tenantId: '../evil?x=' }, /must be the id or a domain of a directory/],
  [
    'azure',
    'no way to sign in',
    { clientSecret: undefined },
    /needs one of `clientSecret`, `certificate` and `assertion`/,
  ],
  ['azure', 'two ways', { assertion: SECRET }, /needs one of/],
  [
    'azure',
    'a certificate without its key',
    { clientSecret: undefined, certificate: pem('CERTIFICATE') },
    /belongs to `certificate`/,
  ],
  ['azure', 'a certificate that is none', { certificate: KEY }, /BEGIN CERTIFICATE/],
  [
    'azure',
    'another authority in the clear',
    { authority: 'http://login.example.com' },
    /`azureEntra\.authority` must be https/,
  ],
  [
    'google',
    'no key',
    { private_key: undefined },
    /`googleServiceAccount\.private_key` must be a PEM or a CryptoKey, got undefined/,
  ],
  ['google', 'no account', { client_email: 1 }, /client_email` must be a string/],
  [
    'google',
    'a token endpoint in the clear',
    { token_uri: 'http://evil.example' },
    /Account\.token_uri` must be https/,
  ],
])('%s refuses %s with a TypeError that repeats no value', (name, _, wrong, message) => {
  const making = () => make[name](wrong);
  expect(making).toThrow(TypeError);
  expect(making).toThrow(message);
  expect(making).not.toThrow(/CANARY/);
});

test('a PEM that holds no key is refused when it is first used', async () => {
  const asking = oauth2ClientCredentials({ tokenEndpoint: 'https://login.invalid', clientId: 'c', privateKey: KEY });
  const request = { forceRefresh: false, signal: new AbortController().signal };
  await expect(asking(request)).rejects.toMatchObject({
    code: 'ERR_INVALID_INPUT',
    field: 'oauth2ClientCredentials.privateKey',
  });
});

describe('in a web page', () => {
  const inPage = () => {
    vi.stubGlobal('window', {});
    vi.stubGlobal('document', {});
  };

  test.each(Object.entries(make))('a secret is refused by %s, unless that is allowed', (name, making) => {
    inPage();
    expect(() => making(name === 'exchange' ? { subjectToken: 'x' } : {})).toThrow(/must not be in a web page/);
  });

  test('a secret goes where `dangerouslyAllowBrowser` says so', () => {
    inPage();
    expect(make.oauth({ dangerouslyAllowBrowser: true })).toBeTypeOf('function');
  });

  test.each<[string, object]>([
    ['a key', { apiKey: 'test-key' }],
    ['several keys', { apiKey: ['test-key', 'test-key-2'] }],
    ['a function for a key', { apiKey: () => 'test-key' }],
    ['a key header', { headers: { 'x-api-key': 'test-key' } }],
  ])('%s is refused by a provider', (_, options) => {
    inPage();
    const making = () => openai({ baseURL: 'https://llm.example.com', model: 'any', ...options });
    expect(making).toThrow(/must not be in a web page/);
  });

  test('short-lived credentials of whoever looks at the page are taken', () => {
    inPage();
    const credentials = async () => ({ token: 'of-the-user', expiresAt: Date.now() + 60_000 });
    expect(openai({ credentials, baseURL: 'https://llm.example.com', model: 'any' }).name).toBe('openai');
  });
});
