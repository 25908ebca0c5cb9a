import { expect, test, vi } from 'vitest';
import { observed } from '../../src/gateway/observed.ts';
import { closed } from '../../src/gateway/refusal.ts';
import { bodyOf, type Piece, type Pieces } from '../../src/lib/pieces.ts';
import { manualClock } from '../support/manual-clock.ts';

/** Everything that hangs on promises alone has happened. */
const settled = () => new Promise(setImmediate);

/** An answer that is watched, whose pieces are said one by one. */
function watching() {
  const waiting: PromiseWithResolvers<Piece | undefined>[] = [];
  const cancel = vi.fn<Pieces['cancel']>();
  const next = () => {
    const piece = Promise.withResolvers<Piece | undefined>();
    waiting.push(piece);
    return piece.promise;
  };
  const response = new Response(bodyOf({ next, cancel }), { headers: { 'content-type': 'text/event-stream' } });
  const controller = new AbortController();
  const clock = manualClock();
  const ended = vi.fn();
  const body = observed(response, controller.signal, clock, ended).body as ReadableStream<Uint8Array>;
  const reader = body.getReader();
  return {
    read: async () => new TextDecoder().decode((await reader.read()).value),
    leave: () => reader.cancel(),
    close: () => controller.abort(closed()),
    async say(piece: Piece | Error) {
      await settled();
      if (piece instanceof Error) waiting.pop()?.reject(piece);
      else waiting.pop()?.resolve(piece);
      await settled();
    },
    cancel,
    clock,
    ended,
  };
}

test('while the gateway closes, a reader gets what is said when it is said', async () => {
  const { read, close, say, clock, ended } = watching();
  close();
  const first = read();
  await say('one');
  expect(await first).toBe('one');
  const second = read();
  await say('two');
  expect(await second).toBe('two');
  const third = expect(read()).rejects.toThrow('closed');
  await clock.advance(1_000);
  await third;
  expect(ended.mock.calls).toEqual([[true]]);
});

test('an answer that fails while the gateway closes is not taken for whole', async () => {
  const { read, close, say, clock, ended } = watching();
  close();
  await say('one');
  await say(new Error('broken'));
  await expect(read()).rejects.toThrow('broken');
  expect(ended.mock.calls).toEqual([[false]]);
  expect(clock.pending).toBe(0);
});

test('a source is told once that nobody reads on, and not behind its end', async () => {
  const left = watching();
  left.close();
  const reading = left.read();
  await left.say('one');
  await reading;
  await left.clock.advance(1_000);
  await left.leave();
  expect(left.cancel).toHaveBeenCalledOnce();
  expect(left.ended.mock.calls).toEqual([[true]]);
});

test('a reader who leaves while the gateway closes is waited for no longer', async () => {
  const { read, close, leave, clock, ended } = watching();
  close();
  void read();
  await settled();
  expect(clock.pending).toBe(1);
  await leave();
  await settled();
  expect(clock.pending).toBe(0);
  expect(ended.mock.calls).toEqual([[true]]);
});
