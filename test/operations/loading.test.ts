import { inspect } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { defineTask, type SecureLLMClient } from '../../src/index.ts';
import { scripted } from '../../src/testing/scripted.ts';

afterEach(() => {
  vi.doUnmock('../../src/pipeline.ts');
  vi.doUnmock('../../src/operations/ask-object.ts');
  vi.resetModules();
});

test('a summary that was asked for before close is one of the running calls', async () => {
  const { SecureLLMClient } = await import('../../src/index.ts');
  const client = new SecureLLMClient({ provider: scripted(['{"summary":"Short.","keyPoints":[]}']) });
  const asked = client.summarize('A long text.');
  expect(client.stats().calls.running).toBe(1);
  await client.close();
  expect((await asked).summary).toBe('Short.');
});

test('options are those of the time of the call', async () => {
  const { SecureLLMClient } = await import('../../src/index.ts');
  const client = new SecureLLMClient({ provider: scripted(['{"label":"neutral","score":0,"aspects":[]}']) });
  const scopes: unknown[] = [];
  client.on('attempt', ({ scope }) => scopes.push(scope));
  const options = { scope: 'one' };
  const asked = client.sentiment('Fine.', options).catch((error) => error);
  options.scope = 'other';
  await asked;
  expect(scopes[0]).toBe('one');
});

test('a batch takes the inputs as they are when it is asked for', async () => {
  const { SecureLLMClient } = await import('../../src/index.ts');
  const provider = scripted(['Hello!']);
  const client = new SecureLLMClient({ provider });
  const inputs = ['One.'];
  const asked = client.batch(inputs);
  inputs.push('Two.');
  expect(await asked).toHaveLength(1);
});

test('while code is loaded that does not come, an abort ends a stream', async () => {
  vi.doMock('../../src/pipeline.ts', () => new Promise(() => {}));
  vi.resetModules();
  const { SecureLLMClient } = await import('../../src/index.ts');
  const client = new SecureLLMClient({ provider: scripted(['Hello!']) });
  const stream = client.stream('Hi');
  const read = stream.final().catch((error) => error);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(client.stats().calls.running).toBe(1);
  stream.abort(new Error('enough'));
  expect((await read).message).toBe('enough');
  await client.close();
}, 2_000);

test('a method whose code does not come fails as a call does, and shows no address', async () => {
  vi.doMock('../../src/operations/summarize.ts', () => {
    throw new TypeError('Failed to fetch dynamically imported module: https://page.example/summarize.js');
  });
  vi.resetModules();
  const { SecureLLMClient } = await import('../../src/index.ts');
  const client = new SecureLLMClient({ provider: scripted(['{"summary":"Short.","keyPoints":[]}']) });
  const error = await client.summarize('A long text.').catch((error) => error);
  expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: true });
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('page.example');
  vi.doUnmock('../../src/operations/summarize.ts');
  expect((await client.summarize('A long text.')).summary).toBe('Short.');
});

const Tea = z.object({ item: z.string() });
const order = defineTask({ instructions: 'Take the order.', input: Tea, output: Tea });

test.each([
  ['an object', (client: SecureLLMClient) => client.object('Tea', { schema: Tea })],
  ['a task', (client: SecureLLMClient) => client.run(order, { item: 'tea' })],
])('%s whose code does not come fails with NetworkError, and the next call tries again', async (_, ask) => {
  vi.doMock('../../src/operations/ask-object.ts', () => {
    throw new TypeError('Failed to fetch dynamically imported module: https://page.example/ask-object.js');
  });
  vi.resetModules();
  const { SecureLLMClient } = await import('../../src/index.ts');
  const provider = scripted(['{"item":"tea"}']);
  const client = new SecureLLMClient({ provider });
  const error = await ask(client).catch((error) => error);
  expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: true });
  expect(error.message).toContain('check the network, then call again');
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('page.example');
  expect(provider.calls).toBe(0);
  vi.doUnmock('../../src/operations/ask-object.ts');
  expect((await ask(client)).object).toEqual({ item: 'tea' });
});

test('a task whose input its schema throws at fails without waiting for its code', async () => {
  vi.doMock('../../src/operations/ask-object.ts', () => new Promise(() => {}));
  vi.resetModules();
  const { SecureLLMClient } = await import('../../src/index.ts');
  const client = new SecureLLMClient({ provider: scripted(['{"item":"tea"}']) });
  const no = () => {
    throw new Error('no'); // a rejection would be zod's own, unhandled: it tries without waiting first
  };
  const input = z.object({ item: z.string().transform(no) });
  const task = defineTask({ instructions: 'Take the order.', input, output: Tea });
  await expect(client.run(task as never, { item: 'tea' } as never)).rejects.toMatchObject({
    code: 'ERR_GUARD',
    guard: 'schema',
  });
});

test('an object and a task are of the input as it is when they are asked for', async () => {
  const { SecureLLMClient } = await import('../../src/index.ts');
  const provider = scripted(['{"item":"tea"}'], ['{"item":"tea"}']);
  const client = new SecureLLMClient({ provider });
  const messages = [{ role: 'user' as const, content: 'Tea' }];
  const input = { item: 'tea' };
  const asked = [client.object(messages, { schema: Tea }), client.run(order, input)];
  for (const message of messages) message.content = 'Coffee';
  input.item = 'coffee';
  await Promise.all(asked);
  expect(JSON.stringify(provider.requests)).not.toMatch(/coffee/i);
});

test('a stream whose safeguards do not come within the total time is over, and counts as failed', async () => {
  vi.doMock('../../src/pipeline.ts', () => new Promise(() => {}));
  vi.resetModules();
  const { SecureLLMClient } = await import('../../src/index.ts');
  const client = new SecureLLMClient({ provider: scripted(['Hello!']), timeout: { totalMs: 20 } });
  const error = await client
    .stream('Hi')
    .final()
    .catch((error) => error);
  expect(error).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'total' });
  expect(client.stats().calls).toMatchObject({ failed: 1, running: 0 });
}, 2_000);
