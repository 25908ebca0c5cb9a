import { SecureLLMClient } from 'secure-llm';
import { type GatewayOptions, gateway, type Principal } from 'secure-llm/gateway';
import { local } from 'secure-llm/local';

/** Made at run time, so that nothing looks like a key of somebody. */
export const TOKEN = ['test', 'token', '0'.repeat(32)].join('-');

export const ANYONE: Principal = { id: 'alice', scopes: ['chat', 'summarize', 'sentiment', 'object', 'tokens'] };

/** A gateway that lets the holder of `TOKEN` in as `principal`. */
export const openGateway = (options: Partial<GatewayOptions> = {}, principal: Principal = ANYONE) =>
  gateway({
    client: new SecureLLMClient({ provider: local() }),
    auth: async (token) => (token === TOKEN ? principal : undefined),
    ...options,
  });

/** A request with the token, and a body as JSON where there is one. */
export const ask = (path: string, body?: unknown, init: RequestInit = {}): Request =>
  new Request(`http://gateway.test${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...init,
    headers: {
      authorization: `Bearer ${TOKEN}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(init.headers as Record<string, string>),
    },
  });
