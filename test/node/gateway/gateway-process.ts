import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SecureLLMClient } from '../../../src/index.ts';
import { gateway, toNodeHandler } from '../../../src/node/gateway.ts';
import { openai } from '../../../src/node/openai.ts';

/**
 * A gateway alone in a process: `node gateway-process.ts URL` stands before the provider at that URL. Sends its port as a
 * message, and the bytes that it holds in answer to any message.
 */
const [baseURL = ''] = process.argv.slice(2);
const provider = openai({ apiKey: ['sk', 'test'].join('-'), baseURL, model: 'm', maxResponseBytes: 2 ** 40 });
const throttle = { tokensPerMinute: Infinity }; // a flood uses up every other limit
const client = new SecureLLMClient({ provider, retry: { maxRetries: 0 }, throttle });
const auth = async () => ({ id: 'anyone', scopes: ['chat'] as const });
const server = createServer(toNodeHandler(gateway({ client, auth, limits: false })));
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('message', () => {
  globalThis.gc?.(); // what is held, not what is yet to be collected
  process.send?.(process.memoryUsage.rss());
});
process.on('disconnect', () => process.exit());
