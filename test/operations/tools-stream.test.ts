import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { type ChatEvent, NetworkError, tool } from '../../src/index.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { end, text, toolCall } from '../../src/testing/steps.ts';
import { City, clientOf } from '../support/tools.ts';

const weather = tool({ input: City, sideEffects: false, execute: ({ city }) => `It rains in ${city}` });
const oslo = toolCall('weather', { city: 'Oslo' }, 'a');
const passes = () => scripted([text('Let me see. '), oslo], [toolCall('nope', {}, 'b')], [text('It rains.')]);

/** Events with texts side by side as one: the canary is random, and what may be the beginning of it comes a piece later. */
function joined(events: readonly ChatEvent[]): readonly ChatEvent[] {
  const all: ChatEvent[] = [];
  for (const event of events) {
    const last = all.at(-1);
    if (event.type === 'text-delta' && last?.type === 'text-delta') all.splice(-1, 1, text(last.text + event.text));
    else all.push(event);
  }
  return all;
}

test('a stream has the events of every pass between one start and one end', async () => {
  const events: ChatEvent[] = [];
  const stream = clientOf(passes()).client.stream('Go', { tools: { weather } });
  for await (const event of stream) events.push(event);
  expect(joined(events)).toEqual([
    { type: 'start', provider: 'scripted', model: 'scripted' },
    text('Let me see. '),
    { type: 'tool-call-delta', id: 'a', name: 'weather', inputText: '{"city":"Oslo"}' },
    oslo,
    { type: 'tool-result', id: 'a', name: 'weather', outcome: 'ok' },
    { type: 'tool-call-delta', id: 'b', name: 'nope', inputText: '{}' },
    toolCall('nope', {}, 'b'),
    { type: 'tool-result', id: 'b', name: 'nope', outcome: 'unknown-tool' },
    text('It rains.'),
    end({ usage: expect.objectContaining({ inputTokens: 30, outputTokens: 15 }) }),
  ]);
  expect(await stream.final()).toEqual(await clientOf(passes()).client.chat('Go', { tools: { weather } }));
});

test('a page is told that a tool was run, and not what it answered', async () => {
  const body = await clientOf(passes()).client.stream('Go', { tools: { weather } }).toResponse().text();
  expect(body).toContain('"type":"tool-result","id":"a","name":"weather","outcome":"ok"');
  expect(body).not.toContain('rains in');
});

test('the text of all passes is read as one', async () => {
  const texts = [];
  for await (const piece of clientOf(passes()).client.stream('Go', { tools: { weather } }).textStream)
    texts.push(piece);
  expect(texts.join('')).toBe('Let me see. It rains.');
});

test('at maxSteps the end says so', async () => {
  const types = [];
  for await (const event of clientOf(scripted([oslo])).client.stream('Go', {
    tools: { weather },
    toolPolicy: { maxSteps: 2 },
  }))
    types.push(event.type === 'end' ? event.finishReason : event.type);
  expect(types.filter((type) => !type.endsWith('delta'))).toEqual([
    'start',
    'tool-call',
    'tool-result',
    'tool-call',
    'tool-calls',
  ]);
});

test('a failure in a later pass tells all that was shown', async () => {
  const provider = scripted([text('Let me see. '), oslo], [text('It rains in Oslo'), new NetworkError('reset')]);
  const stream = clientOf(provider).client.stream('Go', { tools: { weather } });
  await expect(stream.final()).rejects.toMatchObject({
    code: 'ERR_NETWORK',
    partial: { text: expect.stringMatching(/^Let me see\. It rai/) }, // a canary might begin with the rest
  });
});

test.each(['abort', 'return'] as const)('a reader who leaves by %s while a tool runs stops it', async (way) => {
  let signal: AbortSignal | undefined;
  const hanging = tool({
    input: z.object({}),
    execute: (_, context) => {
      signal = context.signal;
      return new Promise(() => {});
    },
  });
  const { client, clock } = clientOf(scripted([toolCall('hanging', {})], ['never']));
  const stream = client.stream('Go', { tools: { hanging } });
  const events = stream[Symbol.asyncIterator]();
  const reading = (async () => {
    for (;;) if ((await events.next()).done) return;
  })().catch((error: unknown) => error);
  await vi.waitFor(() => expect(signal).toBeDefined());
  if (way === 'abort') stream.abort();
  else await events.return?.();
  expect(await reading).toMatchObject({ name: 'AbortError' });
  expect(signal?.aborted).toBe(true);
  expect(clock.pending).toBe(0);
  expect(client.stats().calls).toMatchObject({ running: 0, cancelled: 1 });
});

test('a reader who leaves at the result of a tool leaves nothing behind', async () => {
  const provider = passes();
  const { client, clock } = clientOf(provider);
  for await (const event of client.stream('Go', { tools: { weather } })) if (event.type === 'tool-result') break;
  expect(provider.calls).toBe(1);
  expect(clock.pending).toBe(0);
  expect(client.stats().calls).toMatchObject({ running: 0, cancelled: 1 });
});

test('an absent reader holds a stream at the result of a tool for no longer than elsewhere', async () => {
  const { client, clock } = clientOf(passes());
  const events = client.stream('Go', { tools: { weather }, timeout: { readerMs: 1_000 } })[Symbol.asyncIterator]();
  while ((await events.next()).value?.type !== 'tool-result');
  await clock.advance(1_000);
  expect(client.stats().calls).toMatchObject({ running: 0, failed: 1 });
  await expect(events.next()).rejects.toMatchObject({ code: 'ERR_TIMEOUT', phase: 'reader' });
});

test('the total time runs while a tool runs', async () => {
  const hanging = tool({ input: z.object({}), execute: () => new Promise(() => {}) });
  const { client, clock } = clientOf(scripted([toolCall('hanging', {})]));
  const final = client.stream('Go', { tools: { hanging }, timeout: { totalMs: 100 } }).final();
  const failed = final.catch((error: unknown) => error);
  await clock.advance(100);
  expect(await failed).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'total' });
  expect(client.stats().calls).toMatchObject({ running: 0, failed: 1 });
});
