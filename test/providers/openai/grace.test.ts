import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import '../../../src/providers/openai/call.ts'; // comes with the first call, which does not wait for it here: its clock stands
import { openai } from '../../../src/providers/openai/index.ts';
import type { ChatEvent } from '../../../src/types/event.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { chunk, delta, sse, USAGE } from './replies.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A stream whose socket stays open until it is let go. */
function open() {
  const state = { freed: false };
  let send: (text: string) => void = () => {};
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      send = (text) => controller.enqueue(new TextEncoder().encode(text));
    },
    cancel: () => {
      state.freed = true;
    },
  });
  const fetch = async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  const ask = (signal = new AbortController().signal) =>
    openai({ baseURL: 'https://acme.example', model: 'm', fetch }).call(aCall({ signal }));
  return { state, ask, send: (...events: readonly string[]) => send(sse(events)), raw: (text: string) => send(text) };
}

const turn = setImmediate; // the real one

/** What is under way comes to rest, then time passes, then what came of that. */
async function pass(ms: number): Promise<void> {
  for (const step of [0, ms]) {
    await vi.advanceTimersByTimeAsync(step);
    for (let left = 8; left > 0; left--) await new Promise(turn);
  }
}

describe('a stream that has its finish reason, no [DONE], and a socket that stays open', () => {
  test('ends normally after a second, and the socket is let go', async () => {
    const { ask, send, state } = open();
    send(delta({ content: 'Hello' }, 'stop'));
    let read: Awaited<ReturnType<typeof readAll>> | undefined;
    const reading = readAll(ask()).then((all) => {
      read = all;
    });
    await pass(990);
    expect([read, state.freed]).toEqual([undefined, false]);
    await pass(20);
    await reading;
    expect(read).toMatchObject({ seen: ['Hello'], error: undefined });
    expect(read?.events.at(-1)).toMatchObject({ type: 'end', finishReason: 'stop' });
    expect([state.freed, vi.getTimerCount()]).toEqual([true, 0]);
  });

  test('still takes the usage that comes in that second, which pings do not lengthen', async () => {
    const { ask, send, raw } = open();
    send(delta({ content: 'Hello' }, 'stop'));
    const reading = readAll(ask());
    await pass(500);
    send(chunk(undefined, { usage: USAGE }));
    for (let ping = 0; ping < 9; ping++) {
      await pass(100);
      raw(ping % 2 ? ': ping\n\n' : 'data:\n\n');
    }
    await pass(110);
    expect(vi.getTimerCount()).toBe(0);
    const { events, error } = await reading;
    expect(error).toBe(undefined);
    expect(events.at(-1)).toMatchObject({ type: 'end', usage: { totalTokens: 18 } });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('loses no text that comes after the finish reason in time', async () => {
    const { ask, send } = open();
    send(delta({ content: 'a' }, 'stop'));
    const reading = readAll(ask());
    for (const content of ['b', 'c', 'd']) {
      await pass(600);
      send(delta({ content }));
    }
    await pass(1_010);
    expect(await reading).toMatchObject({ seen: ['a', 'b', 'c', 'd'], error: undefined });
  });

  test('does not count the time that the reader takes', async () => {
    const { ask, send } = open();
    const events: ChatEvent[] = [];
    send(delta({ content: 'Hello' }, 'stop'));
    const iterator = ask()[Symbol.asyncIterator]();
    events.push((await iterator.next()).value, (await iterator.next()).value);
    const next = iterator.next();
    await pass(100);
    send(delta({ content: '!' }), delta({ content: '?' }));
    events.push((await next).value);
    await pass(5_000);
    send(chunk(undefined, { usage: USAGE }), '[DONE]');
    events.push((await iterator.next()).value);
    expect(events.at(-1)).toMatchObject({ type: 'end', usage: { totalTokens: 18 } });
  });

  test('ends at once with [DONE], and leaves no timer', async () => {
    const { ask, send } = open();
    send(delta({ content: 'Hello' }, 'stop'));
    const reading = readAll(ask());
    await pass(100);
    expect(vi.getTimerCount()).toBe(1);
    send('[DONE]');
    expect((await reading).events.at(-1)).toMatchObject({ type: 'end' });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('FA-13 gives the reason of an abort, and leaves no timer', async () => {
    const { ask, send, state } = open();
    const controller = new AbortController();
    const reason = { mine: true };
    send(delta({ content: 'Hello' }, 'stop'));
    const reading = readAll(ask(controller.signal));
    await pass(100);
    controller.abort(reason);
    const { events, error } = await reading;
    expect(error).toBe(reason);
    expect(events.some(({ type }) => type === 'end')).toBe(false);
    expect([state.freed, vi.getTimerCount()]).toEqual([true, 0]);
  });

  test('leaves no timer when its reader leaves', async () => {
    const { ask, send, state } = open();
    send(delta({ content: 'a' }, 'stop'));
    for await (const event of ask()) {
      if (event.type === 'start') setTimeout(() => send(delta({ content: 'b' })), 100);
      if (event.type === 'text-delta') {
        if (event.text === 'b') break;
        void pass(200);
      }
    }
    await pass(150);
    expect([state.freed, vi.getTimerCount()]).toEqual([true, 0]);
  });
});

test('a stream without finish reason is not ended by that second', async () => {
  const { ask, send } = open();
  send(delta({ content: 'Hello' }));
  const reading = readAll(ask());
  await pass(30_000);
  send(delta({}, 'stop'), '[DONE]');
  expect((await reading).events.at(-1)).toMatchObject({ type: 'end', finishReason: 'stop' });
});

test.each([
  ['behind the finish reason the answer stands', [delta({ content: 'Hello' }), delta({}, 'stop')], undefined],
  ['before it the call fails', [delta({ content: 'Hello' })], 'ERR_NETWORK'],
])('a connection that breaks: %s', async (_, events, code) => {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(sse(events))),
    pull: (controller) => controller.error(new TypeError('terminated')),
  });
  const fetch = async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  const { seen, error } = await readAll(openai({ baseURL: 'https://acme.example', model: 'm', fetch }).call(aCall()));
  expect(seen).toEqual(['Hello']);
  expect((error as { code?: string } | undefined)?.code).toBe(code);
});
