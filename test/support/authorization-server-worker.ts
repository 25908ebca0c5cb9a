import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { importJWK, jwtVerify } from 'jose';
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

server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider = new Provider(issuer, {
    clients,
    jwks: { keys: [sign] },
    cookies: { keys: ['unused'] },
    scopes: ['chat'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_: unknown, resource: string) => ({
          scope: 'chat',
          audience: resource,
          accessTokenFormat: 'opaque',
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
      const key = await importJWK(accountKey, 'RS256');
      const checks = { audience: `${issuer}/token`, maxTokenAge: '1 h', clockTolerance: 15 };
      const verified = await jwtVerify(context.oidc.params.assertion ?? '', key, checks).catch(() => undefined);
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
