import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { azureEntra } from '../../src/auth/index.ts';
import { newKeys, pemOf } from '../support/authorization-server.ts';
import { serve } from '../support/loopback.ts';

const request = { forceRefresh: false, signal: new AbortController().signal };
const SECRET = ['secret', 'CANARY'].join('-');
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Takes whatever it is sent, as the sign-in host of Entra would a good request. */
async function entra() {
  const received: { readonly path: string; readonly form: Readonly<Record<string, string>> }[] = [];
  const server = await serve(async (request, response) => {
    const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
    received.push({ path: request.url ?? '', form: Object.fromEntries(form) });
    const body = { access_token: 'token', token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 };
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
  });
  return Object.assign(server, { received });
}

test('a secret is posted to the directory, for the scope of Azure AI services', async () => {
  await using server = await entra();
  const credentials = azureEntra({
    tenantId: 'contoso.example',
    clientId: 'app',
    clientSecret: SECRET,
    authority: server.url,
  });
  const { expiresAt } = await credentials(request);
  expect((expiresAt ?? 0) - Date.now()).toBeGreaterThan(3_500_000);
  expect(server.received).toEqual([
    {
      path: '/contoso.example/oauth2/v2.0/token',
      form: {
        grant_type: 'client_credentials',
        client_id: 'app',
        client_secret: SECRET,
        scope: 'https://cognitiveservices.azure.com/.default',
      },
    },
  ]);
});

test('an assertion of another issuer is asked for every time', async () => {
  await using server = await entra();
  let asked = 0;
  const assertion = async () => `assertion-${++asked}`;
  const credentials = azureEntra({ tenantId: 't', clientId: 'app', assertion, authority: server.url });
  await credentials(request);
  await credentials(request);
  expect(server.received.map(({ form }) => [form.client_assertion, form.client_assertion_type])).toEqual([
    ['assertion-1', ASSERTION_TYPE],
    ['assertion-2', ASSERTION_TYPE],
  ]);
});

test('a certificate signs with PS256 and is named by its thumbprint', async () => {
  await using server = await entra();
  const keys = await newKeys();
  const der = Buffer.from('any bytes are a certificate to who only takes their thumbprint');
  const certificate = `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----`;
  const privateKey = await pemOf(keys.privateKey);
  const credentials = azureEntra({ tenantId: 't', clientId: 'app', certificate, privateKey, authority: server.url });
  await credentials(request);
  const [header = '', claims = '', signature = ''] = server.received[0]?.form.client_assertion?.split('.') ?? [];
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  expect(read(header)).toEqual({
    alg: 'PS256',
    typ: 'JWT',
    'x5t#S256': createHash('sha256').update(der).digest('base64url'),
  });
  const { exp, nbf, ...rest } = read(claims);
  expect(rest).toMatchObject({
    aud: `${server.url}/t/oauth2/v2.0/token`,
    iss: 'app',
    sub: 'app',
    jti: expect.any(String),
  });
  expect(exp - nbf).toBeLessThanOrEqual(600);
  const pss = { name: 'RSA-PSS', hash: 'SHA-256' };
  const spki = await crypto.subtle.exportKey('spki', keys.publicKey);
  const key = await crypto.subtle.importKey('spki', spki, pss, false, ['verify']);
  const verified = await crypto.subtle.verify(
    { name: 'RSA-PSS', saltLength: 32 },
    key,
    Buffer.from(signature, 'base64url'),
    Buffer.from(`${header}.${claims}`),
  );
  expect(verified).toBe(true);
});
