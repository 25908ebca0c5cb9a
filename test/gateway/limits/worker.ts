/** A gateway in a process of its own, on a port of 127.0.0.1 that it prints. Its windows are shorter than a minute, for tests. */
import { serve } from '@hono/node-server';
import { Redis } from 'ioredis';
import { SecureLLMClient } from '../../../src/client.ts';
import { gateway } from '../../../src/gateway/gateway.ts';
import { local } from '../../../src/providers/local/index.ts';
import { RedisLimits } from '../../../src/redis/limits.ts';
import { readRedisOptions } from '../../../src/redis/options.ts';

const [url = '', requestsPerMinute = '', windowMs = ''] = process.argv.slice(2);
const client = new Redis(url, { maxRetriesPerRequest: 1, retryStrategy: () => 20 }).on('error', () => {});
const shared = new RedisLimits(readRedisOptions({ client, name: 'gateways', processes: 2 }), Number(windowMs));
const { fetch } = gateway({
  client: new SecureLLMClient({ provider: local() }),
  auth: async () => ({ id: 'ana', scopes: [] }),
  limits: {
    requestsPerMinute: Number(requestsPerMinute),
    perAddress: { requestsPerMinute: Number.POSITIVE_INFINITY },
    shared,
  },
  audit: ({ status }) => {
    if (status === 200) console.log(Date.now());
  },
});
await client.ping();
serve({ fetch: (request) => fetch(request), port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  console.log(`port ${port}`),
);
