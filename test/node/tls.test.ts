import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { Agent, type buildConnector, fetch as undiciFetch } from 'undici';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { oauth2ClientCredentials } from '../../src/auth/index.ts';
import { SecureLLMClient } from '../../src/client.ts';
import { openai } from '../../src/node/openai.ts';
import type { Fetch } from '../../src/transport/fetch.ts';
import { certificateAuthority } from '../support/certificates.ts';

const ours = certificateAuthority('Test CA');
const others = certificateAuthority('Other CA');
const forServer = ours.issue('server');
const forClient = ours.issue('client');
const forStranger = others.issue('client');

const server = createServer({
  ...forServer,
  ca: ours.cert,
  requestCert: true,
  rejectUnauthorized: true,
  maxVersion: 'TLSv1.2',
});
const seen: string[] = [];
let url: string;

beforeAll(async () => {
  server.on('request', (request, response) => {
    seen.push((request.socket as TLSSocket).getPeerCertificate().subject.CN as string);
    const body = request.url?.startsWith('/token')
      ? { access_token: 'token', token_type: 'Bearer', expires_in: 60 }
      : { choices: [{ index: 0, message: { role: 'assistant', content: 'Hello!' }, finish_reason: 'stop' }] };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
const agents: Agent[] = [];
afterEach(async () => {
  seen.length = 0;
  await Promise.all(agents.splice(0).map((agent) => agent.destroy()));
});
afterAll(() => void server.close());

/** The recipe of docs/authentication.md. */
function over(connect: buildConnector.BuildOptions): Fetch {
  const dispatcher = new Agent({ connect });
  agents.push(dispatcher);
  return ((input: string, init: object) => undiciFetch(input, { ...init, dispatcher })) as unknown as Fetch;
}

const askOver = (connect: buildConnector.BuildOptions, maxRetries = 2) => {
  const provider = openai({ apiKey: 'test-key', baseURL: `${url}/v1`, model: 'any', fetch: over(connect) });
  return new SecureLLMClient({ provider, retry: { maxRetries } }).chat('Hi');
};

test('a client certificate is shown, and the authority pinned', async () => {
  const { text } = await askOver({ ca: ours.cert, ...forClient });
  expect(text).toBe('Hello!');
  expect(seen).toEqual(['client']);
});

test('tokens come the same way', async () => {
  const fetch = over({ ca: ours.cert, ...forClient });
  const credentials = oauth2ClientCredentials({
    tokenEndpoint: `${url}/token`,
    clientId: 'c',
    clientSecret: 'test',
    fetch,
  });
  const provider = openai({ credentials, baseURL: `${url}/v1`, model: 'any', fetch });
  expect((await new SecureLLMClient({ provider }).chat('Hi')).text).toBe('Hello!');
  expect(seen).toEqual(['client', 'client']);
});

test.each<[string, () => buildConnector.BuildOptions]>([
  ['the server has a certificate of no authority that is known', () => ({ ...forClient })],
  ['the server has a certificate of another authority than the pinned one', () => ({ ca: others.cert, ...forClient })],
  ['the server speaks an older TLS than the least', () => ({ ca: ours.cert, ...forClient, minVersion: 'TLSv1.3' })],
  ['the name is another', () => ({ ca: ours.cert, ...forClient, servername: 'api.example.com' })],
])('where %s, the error tells of TLS and nothing is retried or sent', async (_, connect) => {
  const error = await askOver(connect()).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: false });
  expect(error.message).toMatch(
    /^The TLS certificate or handshake of `openai` was not accepted \([A-Z_0-9]+\): check `baseURL`/,
  );
  expect(error.attempts).toHaveLength(1);
  expect(seen).toEqual([]);
});

/** Node as a server hangs up; others send an alert, which is an error of TLS as above. */
test.each<[string, () => buildConnector.BuildOptions]>([
  ['no certificate', () => ({ ca: ours.cert })],
  ['a certificate of another authority', () => ({ ca: ours.cert, ...forStranger })],
])('a client that shows %s is refused before its request is read', async (_, connect) => {
  const error = await askOver(connect(), 0).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: 'ERR_NETWORK' });
  expect(seen).toEqual([]);
});
