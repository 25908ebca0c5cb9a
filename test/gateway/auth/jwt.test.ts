import { createHmac } from 'node:crypto';
import { CompactEncrypt, exportSPKI } from 'jose';
import { type JwtOptions, jwt } from 'secure-llm/gateway';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { newKeys, realAuthorizationServer, SECRET } from '../../support/authorization-server.ts';
import { ask, openGateway } from '../../support/gateway.ts';
import { AUDIENCE, ISSUER, keyServer, type Signer, signer, tokenOf } from '../../support/issuer.ts';

let own: Signer;
let other: Signer;
beforeAll(async () => {
  [own, other] = await Promise.all([signer('k1'), signer('k2')]);
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const options = (more: Partial<JwtOptions> = {}): JwtOptions => ({
  issuer: ISSUER,
  audience: AUDIENCE,
  jwks: { keys: [own.jwk] },
  algorithms: ['RS256'],
  ...more,
});

const request = ask('/v1/models');
const known = (token: string, more?: Partial<JwtOptions>) => jwt(options(more))(token, request);

const part = (value: object | string): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

test('a token lets its subject in, with the scopes that the gateway knows, until it ends', async () => {
  const exp = Math.floor(Date.now() / 1_000) + 300;
  const token = await tokenOf(own, { scope: 'openid chat summarize admin' });
  expect(await known(token)).toEqual({ id: 'alice', scopes: ['chat', 'summarize'], expiresAt: exp + 30 });
  expect(await known(await tokenOf(own, { scope: undefined, scp: ['object'] }))).toMatchObject({ scopes: ['object'] });
  expect(await known(await tokenOf(own, { scope: undefined }))).toMatchObject({ scopes: [] });
  expect(await known(await tokenOf(own, { sub: undefined }))).toBeUndefined();
});

test('a token lets in whom the `principal` option says, and no longer than it lasts', async () => {
  const principal: JwtOptions['principal'] = async ({ sub, org }) =>
    org === 'acme' ? { id: `acme:${sub}`, tenant: 'acme', scopes: ['chat'], expiresAt: 4e9 } : undefined;
  const token = await tokenOf(own, { org: 'acme' });
  expect(await known(token, { principal })).toMatchObject({ id: 'acme:alice', tenant: 'acme' });
  expect((await known(token, { principal }))?.expiresAt).toBeLessThan(4e9);
  expect(await known(await tokenOf(own), { principal })).toBeUndefined();
});

test('a callback that throws refuses the request with status 503, without its words', async () => {
  const auth = jwt(
    options({
      principal: () => {
        throw new Error('CANARY');
      },
    }),
  );
  const response = await openGateway({ auth }).fetch(
    ask('/v1/models', undefined, { headers: { authorization: `Bearer ${await tokenOf(own)}` } }),
  );
  expect([response.status, await response.text()]).toEqual([503, expect.not.stringContaining('CANARY')]);
});

test('audiences are compared as a whole, one of several is enough', async () => {
  expect(await known(await tokenOf(own, { aud: ['x', AUDIENCE] }))).toBeDefined();
  expect(await known(await tokenOf(own, { aud: 'b' }), { audience: ['a', 'b'] })).toBeDefined();
  expect(await known(await tokenOf(own, { aud: `${AUDIENCE}/` }))).toBeUndefined();
});

test.each(['RS256', 'PS256', 'ES256', 'EdDSA'] as const)(
  '%s works where it is named, and is refused where it is not',
  async (algorithm) => {
    const key = await signer('k1', algorithm);
    const token = await tokenOf(key);
    expect(await known(token, { jwks: { keys: [key.jwk] }, algorithms: [algorithm] })).toBeDefined();
    expect(await known(token, { jwks: { keys: [key.jwk] }, algorithms: ['ES512'] })).toBeUndefined();
  },
);

async function forgeries(): Promise<Record<string, string>> {
  const now = Math.floor(Date.now() / 1_000);
  const claims = { iss: ISSUER, aud: AUDIENCE, sub: 'alice', scope: 'chat', iat: now, exp: now + 300 };
  const pem = await exportSPKI(own.publicKey);
  const unsigned = (alg: string) => `${part({ alg, kid: 'k1' })}.${part(claims)}.`;
  const signedBy = (secret: string | Buffer, alg = 'HS256') => {
    const input = `${part({ alg, kid: 'k1' })}.${part(claims)}`;
    return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
  };
  const [head = '', body = '', signature = ''] = (await tokenOf(own)).split('.');
  return {
    'alg none': unsigned('none'),
    'alg nOnE': unsigned('nOnE'),
    'alg none with a signature': `${part({ alg: 'none' })}.${body}.${signature}`,
    'HS256 with the public key in PEM': signedBy(pem),
    'HS256 with a leading blank before the PEM': signedBy(` ${pem}`),
    'HS256 with a leading line break before the PEM': signedBy(`\n${pem}`),
    'HS256 with the public key in DER': signedBy(Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64')),
    'HS256 with the modulus': signedBy(Buffer.from(own.jwk.n ?? '', 'base64url')),
    'an HMAC that calls itself RS256': signedBy(pem, 'RS256'),
    'exp past': await tokenOf(own, { exp: now - 31 }),
    'exp as text': await tokenOf(own, { exp: String(now + 300) }),
    'no exp': await tokenOf(own, { exp: undefined }),
    'nbf future': await tokenOf(own, { nbf: now + 31 }),
    'another audience': await tokenOf(own, { aud: 'https://other.example.com' }),
    'an array of other audiences': await tokenOf(own, { aud: ['a', 'b'] }),
    'no audience': await tokenOf(own, { aud: undefined }),
    'another issuer': await tokenOf(own, { iss: 'https://evil.example.com' }),
    'an issuer that begins like ours': await tokenOf(own, { iss: `${ISSUER}.evil.example` }),
    'an issuer that ours begins like': await tokenOf(own, { iss: ISSUER.slice(0, -1) }),
    'an array of issuers': await tokenOf(own, { iss: [ISSUER] }),
    'no issuer': await tokenOf(own, { iss: undefined }),
    'the type of an ID token': await tokenOf(own, {}, { typ: 'JWT' }),
    'no type': await tokenOf(own, {}, { typ: undefined }),
    'a key of somebody else': await tokenOf({ ...other, jwk: { ...other.jwk, kid: 'k1' } }),
    'an unknown critical header': await tokenOf(own, {}, { crit: ['x'], x: 1 }).catch(
      () => `${part({ alg: 'RS256', kid: 'k1', crit: ['x'], x: 1 })}.${body}.${signature}`,
    ),
    'bound to a key of its holder': await tokenOf(own, { cnf: { jkt: 'x' } }),
    'a JWE': await new CompactEncrypt(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', kid: 'k1' })
      .encrypt(
        await crypto.subtle.importKey(
          'jwk',
          { ...own.jwk, alg: 'RSA-OAEP-256', use: 'enc' } as JsonWebKey,
          { name: 'RSA-OAEP', hash: 'SHA-256' },
          true,
          ['encrypt'],
        ),
      ),
    huge: await tokenOf(own, { pad: 'x'.repeat(8_192) }),
    'no signature': `${head}.${body}`,
    'a line break at its end': `${head}.${body}.${signature}\n`,
    'a blank before it': ` ${head}.${body}.${signature}`,
    JSON: JSON.stringify({ protected: head, payload: body, signature }),
    'a header that is no JSON': `${part('{')}.${body}.${signature}`,
    'a header that is null': `${part('null')}.${body}.${signature}`,
    'claims that are no object': `${head}.${part('[]')}.${signature}`,
  };
}

test("AU-04 what is forged, over, not yet valid, for others or too long is nobody's", async () => {
  const authenticate = jwt(options({ typ: 'at+jwt' }));
  expect(await authenticate(await tokenOf(own), request)).toBeDefined();
  for (const [what, token] of Object.entries(await forgeries()))
    expect.soft(await authenticate(token, request), what).toBeUndefined();
});

test('AU-04 clocks may differ by the tolerance, and no more', async () => {
  const now = Math.floor(Date.now() / 1_000);
  expect(await known(await tokenOf(own, { exp: now - 29 }))).toBeDefined();
  expect(await known(await tokenOf(own, { nbf: now + 29 }))).toBeDefined();
  expect(await known(await tokenOf(own, { exp: now - 1 }), { clockToleranceSeconds: 0 })).toBeUndefined();
  const late = openGateway({ auth: jwt(options()) });
  const authorization = `Bearer ${await tokenOf(own, { exp: now - 29 })}`;
  expect((await late.fetch(ask('/v1/models', undefined, { headers: { authorization } }))).status).toBe(200);
});

test('AU-04 a token that is older than `maxAgeSeconds`, or does not say how old it is, is refused', async () => {
  const iat = Math.floor(Date.now() / 1_000) - 131;
  expect(await known(await tokenOf(own, { iat }))).toBeDefined();
  expect(await known(await tokenOf(own, { iat }), { maxAgeSeconds: 100 })).toBeUndefined();
  expect(await known(await tokenOf(own, { iat: undefined }), { maxAgeSeconds: 100 })).toBeUndefined();
});

test('AU-05 a token neither names a key beside ours nor has one fetched', async () => {
  await using attacker = await keyServer(() => [other.jwk]);
  await using server = await keyServer(() => [own.jwk]);
  const authenticate = jwt(options({ jwks: server.url }));
  const there = `${attacker.url}/jwks`;
  for (const header of [
    { jku: there },
    { x5u: there },
    { jwk: other.jwk },
    { x5c: ['MIIB'] },
    { kid: there, jku: there },
  ])
    for (const kid of ['k1', 'k2'])
      expect(await authenticate(await tokenOf(other, {}, { kid, ...header }), request)).toBeUndefined();
  expect(attacker.connections()).toBe(0);
});

test('AU-05 a key id that is a path, SQL or 7 KB long is compared, and nothing else', async () => {
  await using server = await keyServer(() => [own.jwk]);
  const authenticate = jwt(options({ jwks: `${server.url}/keys?p=policy` }));
  const ids = [
    '../../../dev/null',
    "' UNION SELECT 1 --",
    '__proto__',
    'x'.repeat(7_000),
    'a\0b',
    '',
    5,
    null,
    ['k1'],
    {},
  ];
  for (const kid of ids)
    expect(await authenticate(await tokenOf(own, {}, { kid }).catch(() => 'none'), request)).toBeUndefined();
  expect(server.asked()).toBe(1);
});

test('AU-06 cached keys go on for a day while the key server is down, and none are made up before', async () => {
  let isDown = true;
  await using server = await keyServer(
    () => [own.jwk],
    (_, response) => {
      if (isDown) response.socket?.destroy();
      return isDown;
    },
  );
  const auth = jwt(options({ jwks: server.url }));
  const { fetch } = openGateway({ auth });
  const status = async () => {
    const authorization = `Bearer ${await tokenOf(own)}`;
    return (await fetch(ask('/v1/models', undefined, { headers: { authorization } }))).status;
  };
  expect(await status()).toBe(503);
  isDown = false;
  expect(await status()).toBe(503); // within a second of the first try
  vi.advanceTimersByTime(1_000);
  expect(await status()).toBe(200);
  isDown = true;
  vi.advanceTimersByTime(23 * 3_600_000);
  expect(await status()).toBe(200);
  vi.advanceTimersByTime(3_600_001);
  expect(await status()).toBe(503);
});

test('AU-06 a key server that is slow, redirects, or answers with too much, junk or an error gives no keys', async () => {
  const answers: readonly ((response: import('node:http').ServerResponse) => unknown)[] = [
    () => {}, // never
    (response) => response.end(JSON.stringify({ keys: [own.jwk], pad: 'x'.repeat(10 * 2 ** 20) })),
    (response) => response.writeHead(302, { location: '/other' }).end(),
    (response) => response.writeHead(500).end(JSON.stringify({ keys: [own.jwk] })),
    (response) => response.end('<html>'),
    (response) => response.end('[]'),
    (response) => response.end('{"keys":"k1"}'),
  ];
  for (const answer of answers) {
    await using server = await keyServer(
      () => [],
      (_, response) => {
        answer(response);
        return true;
      },
    );
    const auth = jwt(options({ jwks: server.url, timeoutMs: 200 }));
    await expect(auth(await tokenOf(own), request)).rejects.toThrow();
    expect(server.asked()).toBe(1);
  }
});

test('AU-06 a rotated key is found at once, and one that is withdrawn is gone after 10 minutes', async () => {
  let keys = [own.jwk];
  await using server = await keyServer(() => keys);
  const auth = jwt(options({ jwks: server.url }));
  expect(await auth(await tokenOf(own), request)).toBeDefined();
  vi.advanceTimersByTime(30_000);
  keys = [other.jwk];
  expect(await auth(await tokenOf(other), request)).toBeDefined();
  expect(server.asked()).toBe(2);
  keys = [own.jwk];
  expect(await auth(await tokenOf(other), request)).toBeDefined();
  vi.advanceTimersByTime(600_000);
  expect(await auth(await tokenOf(other), request)).toBeUndefined();
});

test('AU-06 a flood of unknown key ids asks the key server once in 30 s, also while it is down', async () => {
  let isDown = false;
  await using server = await keyServer(
    () => [own.jwk],
    (_, response) => {
      if (isDown) response.writeHead(503).end();
      return isDown;
    },
  );
  const auth = jwt(options({ jwks: server.url }));
  expect(await auth(await tokenOf(own), request)).toBeDefined();
  const flood = async () => {
    const tokens = await Promise.all(
      Array.from({ length: 50 }, (_, index) => tokenOf(other, {}, { kid: `x${index}` })),
    );
    for (const each of await Promise.all(tokens.map((token) => auth(token, request)))) expect(each).toBeUndefined();
  };
  await flood();
  expect(server.asked()).toBe(1);
  for (const asked of [2, 3, 4]) {
    isDown = asked > 2;
    vi.advanceTimersByTime(30_000);
    await flood();
    await flood();
    expect(server.asked()).toBe(asked);
  }
  expect(await auth(await tokenOf(own), request)).toBeDefined();
});

test('AU-08 a token that has ended is refused however often it comes, and so is that of another gateway', async () => {
  const { fetch } = openGateway({ auth: jwt(options()), limits: false });
  const ask100 = async (token: string) => {
    const statuses = new Set<number>();
    for (let replay = 0; replay < 100; replay++)
      statuses.add(
        (await fetch(ask('/v1/models', undefined, { headers: { authorization: `Bearer ${token}` } }))).status,
      );
    return [...statuses];
  };
  const token = await tokenOf(own);
  expect(await ask100(token)).toEqual([200]);
  vi.advanceTimersByTime(331_000);
  expect(await ask100(token)).toEqual([401]);
  expect(await ask100(await tokenOf(own, { aud: 'https://staging.example.com' }))).toEqual([401]);
});

test("a real authorization server's token lets its client in", async () => {
  vi.useRealTimers();
  await using server = await realAuthorizationServer(await newKeys());
  const resource = 'https://gateway.example.com/jwt';
  const response = await fetch(`${server.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`basic:${encodeURIComponent(SECRET)}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'chat', resource }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  const auth = jwt(
    options({ issuer: server.issuer, audience: resource, jwks: `${server.issuer}/jwks`, typ: 'at+jwt' }),
  );
  expect(await auth(token, request)).toMatchObject({ id: 'basic', scopes: ['chat'] });
  const elsewhere = jwt(options({ issuer: server.issuer, jwks: `${server.issuer}/jwks` }));
  expect(await elsewhere(token, request)).toBeUndefined();
});

test('names the option at fault', () => {
  const wrong = (more: object) => () => jwt({ ...options(), ...more } as never);
  expect(wrong({ issuer: undefined })).toThrow('`jwt.issuer` is missing');
  expect(wrong({ audience: [] })).toThrow('`jwt.audience` is missing');
  expect(wrong({ jwks: undefined })).toThrow('`jwt.jwks` is missing');
  expect(wrong({ algorithms: undefined })).toThrow('`jwt.algorithms` is missing');
  expect(wrong({ algorithms: ['HS256'] })).toThrow('`jwt.algorithms[0]` must be one of');
  expect(wrong({ algorithms: ['none'] })).toThrow('`jwt.algorithms[0]` must be one of');
  expect(wrong({ jwks: 'http://keys.example.com' })).toThrow('`jwt.jwks` must be https');
  expect(wrong({ jwks: 'https://user:pass@keys.example.com' })).toThrow('`jwt.jwks` must not hold credentials');
  expect(wrong({ jwks: { keys: [] } })).toThrow('`jwt.jwks` must hold one key at least');
  expect(wrong({ jwks: { keys: [{ kty: 'oct', k: 'AAAA' }] } })).toThrow('`jwt.jwks.keys[0]` must be a public key');
  expect(wrong({ jwks: { keys: [{ ...own.jwk, d: 'x' }] } })).toThrow('got a secret one');
  expect(wrong({ clockToleranceSeconds: 301 })).toThrow('`jwt.clockToleranceSeconds` must be an integer from 0 to 300');
});
