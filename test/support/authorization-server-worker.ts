import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import Provider, { type GrantContext } from 'oidc-provider';

/**
 * `oidc-provider` and an API that takes its tokens, on one port of this machine and in a thread of its own, whose clock the
 * tests leave alone.
 */
const { clients, accountKey, sign } = workerData;
const port = parentPort;
const revoked = new Set<string>();
const issued = new Set<string>();
let provider: Provider;

const completion = {
  id: 'c1',
  object: 'chat.completion',
  model: 'any',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello!' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
};

const server = createServer((request, response) => {
  if (request.url?.startsWith('/v1/'))
    return void api(request).then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  if (request.url === '/token' || request.url?.includes('well-known')) {
    const { method = '', url: path, headers } = request;
    port?.postMessage({ method, path, authorization: headers.authorization });
  }
  provider.callback()(request, response);
});

async function api(request: IncomingMessage): Promise<[number, object]> {
  await request.toArray();
  const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
  issued.add(token);
  const known = !revoked.has(token) && (await provider.ClientCredentials.find(token)) !== undefined;
  port?.postMessage({ method: 'POST', path: '/v1', authorization: request.headers.authorization });
  return known ? [200, completion] : [401, { error: { message: `unknown ${token}`, code: 'invalid_token' } }];
}

async function give(context: GrantContext): Promise<void> {
  const token = new provider.ClientCredentials({ client: context.oidc.client });
  context.body = { access_token: await token.save(), expires_in: token.expiration, token_type: 'Bearer' };
}

function refuse(context: GrantContext, error: string): void {
  context.status = 400;
  context.body = { error, error_description: `no ${JSON.stringify(context.oidc.params)}` };
}

const RS256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

/** Signed by the account's key, for this audience, and valid for at most an hour, give or take 15 s. */
async function isAssertion(jwt: string, audience: string): Promise<boolean> {
  const [header = '', claims = '', signature = ''] = jwt.split('.');
  const key = await crypto.subtle.importKey('jwk', accountKey, RS256, false, ['verify']);
  const signed = new TextEncoder().encode(`${header}.${claims}`);
  if (!(await crypto.subtle.verify(RS256, key, Buffer.from(signature, 'base64url'), signed))) return false;
  const { aud, iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString());
  const now = Date.now() / 1_000;
  return aud === audience && iat <= now + 15 && exp > now - 15 && exp - iat <= 3_600;
}

server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider = new Provider(issuer, {
    clients,
    jwks: { keys: [sign] },
    cookies: { keys: ['unused'] },
    scopes: ['chat', 'admin'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_: unknown, resource: string) => ({
          scope: 'chat',
          audience: resource,
          ...(resource.endsWith('/jwt') && { jwt: { sign: { alg: 'RS256' } } }),
          accessTokenFormat: resource.endsWith('/jwt') ? 'jwt' : 'opaque',
        }),
      },
    },
    ttl: { ClientCredentials: 600 },
  });
  provider.registerGrantType(
    'urn:ietf:params:oauth:grant-type:token-exchange',
    async (context) => {
      const { subject_token: subject, subject_token_type: type, audience } = context.oidc.params;
      const isRight = subject === 'of-the-user' && type?.endsWith(':access_token') && audience === 'the-api';
      if (isRight) await give(context);
      else refuse(context, 'invalid_grant');
    },
    ['subject_token', 'subject_token_type', 'audience', 'scope'],
  );
  provider.registerGrantType(
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
    async (context) => {
      const verified = await isAssertion(context.oidc.params.assertion ?? '', `${issuer}/token`);
      if (verified) await give(context);
      else refuse(context, 'invalid_grant');
    },
    ['assertion', 'scope'],
  );
  port?.postMessage({ issuer });
});

port?.on('message', (word: 'revoke' | 'close') => {
  for (const token of issued) revoked.add(token);
  port.postMessage({ done: word });
});
