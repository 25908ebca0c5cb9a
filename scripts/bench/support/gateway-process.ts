import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';

/** A process for one gateway: `node gateway-process.ts NAME URL` passes requests on to the provider at that URL. Sends its own. */
const [name = '', baseURL = ''] = process.argv.slice(2);
const HIGH = 1e9; // limits that are counted and not reached

async function ours(): Promise<Server> {
  const { SecureLLMClient } = await import('../../../src/index.ts');
  const { apiKeys, gateway, toNodeHandler } = await import('../../../src/node/gateway.ts');
  const { openai } = await import('../../../src/node/openai.ts');
  const { memoryStore } = await import('../../../src/vault/memory-store.ts');
  const auth = apiKeys({ store: memoryStore() });
  const { key } = await auth.create({ principal: { id: 'bench', scopes: ['chat'] } });
  process.send?.({ key });
  const client = new SecureLLMClient({
    provider: openai({ apiKey: ['sk', 'bench'].join('-'), baseURL, model: 'gpt-5-mini' }),
    throttle: { requestsPerMinute: HIGH, tokensPerMinute: HIGH, maxConcurrency: HIGH, maxQueue: HIGH },
    audit: () => {},
  });
  const limits = {
    requestsPerMinute: HIGH,
    tokensPerMinute: HIGH,
    maxConcurrent: HIGH,
    perAddress: { requestsPerMinute: HIGH },
  };
  return createServer(toNodeHandler(gateway({ client, auth, limits, audit: () => {} })));
}

async function bare(): Promise<Server> {
  const app = new Hono().post('/v1/chat/completions', async ({ req }) => {
    const headers = { 'content-type': 'application/json', authorization: req.header('authorization') ?? '' };
    const {
      status,
      headers: given,
      body,
    } = await fetch(`${baseURL}/chat/completions`, {
      method: 'POST',
      headers,
      body: await req.text(),
    });
    return new Response(body, { status, headers: { 'content-type': given.get('content-type') ?? '' } });
  });
  process.send?.({ key: ['sk', 'bench'].join('-') });
  return createAdaptorServer(app) as Server;
}

const server = await (name === 'secure-llm' ? ours() : bare());
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit());
