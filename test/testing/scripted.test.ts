import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { NetworkError } from '../../src/errors.ts';
import { end, scripted, stall, text, toolCall } from '../../src/testing/index.ts';
import { aCall, readAll } from '../support/read-all.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('plays a run between a start and an end of its own', async () => {
  const { events, error } = await readAll(scripted([text('Hel'), 'lo']).call(aCall()));
  expect(error).toBeUndefined();
  expect(events).toEqual([
    { type: 'start', provider: 'scripted', model: 'scripted' },
    { type: 'text-delta', text: 'Hel' },
    { type: 'text-delta', text: 'lo' },
    { type: 'end', finishReason: 'stop', usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15 } },
  ]);
});

test('adds no second start and no second end', async () => {
  const start = { type: 'start', provider: 'other', model: 'm' } as const;
  const { events } = await readAll(scripted([start, end({ finishReason: 'length' })]).call(aCall()));
  expect(events).toEqual([start, end({ finishReason: 'length' })]);
});

test('ends a run that asks for a tool with the finish reason for it', async () => {
  const { events } = await readAll(scripted([toolCall('weather', { city: 'Bern' })]).call(aCall()));
  expect(events.slice(1)).toEqual([
    { type: 'tool-call', id: 'call_1', name: 'weather', input: { city: 'Bern' } },
    end({ finishReason: 'tool-calls' }),
  ]);
});

test('throws an error step after what came before it, and adds no end', async () => {
  const failure = new NetworkError('reset');
  const { events, seen, error } = await readAll(scripted(['Hel', failure]).call(aCall()));
  expect(seen).toEqual(['Hel']);
  expect(error).toBe(failure);
  expect(events.map(({ type }) => type)).toEqual(['start', 'text-delta']);
});

test('plays the next run at each call, repeats the last one, and keeps what it was asked', async () => {
  const provider = scripted(['one'], ['two']);
  const asked = [aCall(), aCall({ request: { messages: [], model: 'm2' } }), aCall()];
  const seen: string[][] = [];
  for (const call of asked) seen.push((await readAll(provider.call(call))).seen);
  expect(seen).toEqual([['one'], ['two'], ['two']]);
  expect(provider.calls).toBe(3);
  expect(provider.requests).toEqual(asked.map(({ request }) => request));
});

test('counts a call when it is made, so that two at once take two runs', async () => {
  const provider = scripted(['one'], ['two']);
  const [first, second] = [provider.call(aCall()), provider.call(aCall())];
  expect((await readAll(second)).seen).toEqual(['two']);
  expect((await readAll(first)).seen).toEqual(['one']);
});

test('takes a name, a model and capabilities', async () => {
  const provider = scripted({ name: 'acme', model: 'tiny', capabilities: { tools: false } }, ['Hello']);
  expect(provider).toMatchObject({
    name: 'acme',
    model: 'tiny',
    capabilities: { remote: true, tools: false, files: { bytes: ['*/*'], urls: ['*/*'] }, objects: 'schema' },
  });
  const { events } = await readAll(provider.call(aCall()));
  expect(events[0]).toEqual({ type: 'start', provider: 'acme', model: 'tiny' });
});

test('waits the milliseconds of a number', async () => {
  vi.useFakeTimers();
  const read = readAll(scripted(['a', 50, 'b']).call(aCall()));
  let done = false;
  read.then(() => {
    done = true;
  });
  await vi.advanceTimersByTimeAsync(49);
  expect(done).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect((await read).seen).toEqual(['a', 'b']);
});

test.each([
  ['a stall', stall],
  ['a wait', 60_000],
])('leaves %s at once when the call is aborted, with the reason untouched and no timer left', async (_, step) => {
  vi.useFakeTimers();
  const controller = new AbortController();
  const reason = new Error('enough');
  const read = readAll(scripted(['Hel', step, 'lo']).call(aCall({ signal: controller.signal })));
  await vi.advanceTimersByTimeAsync(10);
  controller.abort(reason);
  const { seen, error } = await read;
  expect(seen).toEqual(['Hel']);
  expect(error).toBe(reason);
  expect(vi.getTimerCount()).toBe(0);
});

test('yields nothing more after an abort, wherever it comes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string(), { maxLength: 6 }), fc.nat(7), async (texts, stop) => {
      const controller = new AbortController();
      const events = scripted(texts)
        .call(aCall({ signal: controller.signal }))
        [Symbol.asyncIterator]();
      const last = texts.length + 1; // the position of `end`
      for (let at = 0; at <= Math.min(stop, last); at++) expect((await events.next()).done).toBe(false);
      controller.abort();
      if (stop < last) await expect(events.next()).rejects.toBe(controller.signal.reason);
      else expect((await events.next()).done).toBe(true);
    }),
  );
});
