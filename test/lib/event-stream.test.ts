import { expect, test, vi } from 'vitest';
import { type EventForm, toEventStream } from '../../src/lib/event-stream.ts';
import { piecesOf } from '../../src/lib/pieces.ts';

const FORM: EventForm<unknown> = {
  shown: (event) => [event],
  failure: (error) => ({ failed: (error as Error).message }),
  done: 'over',
};

/** Events that tell when they are closed. */
function watched(...events: readonly unknown[]) {
  const closed = vi.fn();
  async function* run() {
    try {
      yield* events;
    } finally {
      closed();
    }
  }
  return { events: run(), closed };
}

const piecesIn = (response: Response) => piecesOf(response.body as ReadableStream<Uint8Array>);

test('a source that does not open is told of as one that fails', async () => {
  const shut = {
    [Symbol.asyncIterator]() {
      throw new Error('shut');
    },
  };
  expect(await toEventStream(shut, FORM, () => {}).text()).toBe('data: {"failed":"shut"}\n\n');
});

test.each([
  ['be shown', { ...FORM, shown: (event: unknown) => [(event as { any: { thing: unknown } }).any.thing] }],
  ['be written', FORM],
])('what cannot %s is the end: the failure is told last, and the source closed', async (_, form) => {
  const { events, closed } = watched({ any: { thing: 1 } }, { any: undefined, thing: 1n }, { any: { thing: 2 } });
  const told = (await toEventStream(events, form, () => {}).text()).split('\n\n').slice(0, -1);
  expect(told).toEqual([expect.any(String), expect.stringMatching(/^data: \{"failed":/)]);
  expect(closed).toHaveBeenCalledOnce();
});

test('a reader who leaves is told of once, gets no more, and not when all was read', async () => {
  const cancel = vi.fn();
  const left = piecesIn(toEventStream(watched(1, 2).events, FORM, cancel));
  await left.next();
  left.cancel();
  left.cancel();
  expect(await left.next()).toBeUndefined();
  expect(cancel.mock.calls).toEqual([[expect.objectContaining({ name: 'AbortError' })]]);
  const read = piecesIn(toEventStream(watched(1).events, FORM, cancel));
  while ((await read.next()) !== undefined);
  read.cancel();
  expect(cancel).toHaveBeenCalledOnce();
});

test('events of which nothing is told are passed over', async () => {
  const form = { ...FORM, shown: (event: unknown) => (Number(event) % 3 === 0 ? [event, event] : []) };
  const answer = await toEventStream(watched(1, 2, 3, 4).events, form, () => {}).text();
  expect(answer).toBe('data: 3\n\ndata: 3\n\ndata: over\n\n');
});
