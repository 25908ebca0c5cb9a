import { expect, test, vi } from 'vitest';
import { bodyOf, type Pieces, piecesOf, withPieces } from '../../src/lib/pieces.ts';

/** Pieces that count how many were asked for. */
function counted(...all: (string | Uint8Array | Error)[]) {
  const left = [...all];
  const pieces = {
    asked: 0,
    async next() {
      pieces.asked += 1;
      const piece = left.shift();
      if (piece instanceof Error) throw piece;
      return piece;
    },
    cancel: vi.fn<Pieces['cancel']>(),
  };
  return pieces;
}

const upper = (pieces: Pieces): Pieces => ({
  next: async () => String((await pieces.next()) ?? '').toUpperCase() || undefined,
  cancel: (reason) => pieces.cancel(reason),
});

test('text and bytes become a body, each piece asked for when it is read', async () => {
  const pieces = counted('a', new TextEncoder().encode('ö'), 'c');
  const response = new Response(bodyOf(pieces));
  await new Promise(setImmediate);
  expect(pieces.asked).toBe(0);
  expect(await response.text()).toBe('aöc');
});

test('a failure breaks the body off, a reader who leaves cancels', async () => {
  const failure = new Error('broken');
  await expect(new Response(bodyOf(counted('a', failure))).text()).rejects.toBe(failure);
  const pieces = counted('a', 'b');
  await bodyOf(pieces).cancel('left');
  expect(pieces.cancel).toHaveBeenCalledWith('left');
});

test('who reads in the place of a body gets the pieces as they are, or what a strange stream holds', async () => {
  const own = new Response(bodyOf(counted('a')));
  expect(await piecesOf(own.body as ReadableStream).next()).toBe('a');
  const strange = piecesOf(new Response('b').body as ReadableStream);
  expect([await strange.next(), await strange.next()]).toEqual([new TextEncoder().encode('b'), undefined]);
});

test('who reads in the place of a body is its one reader', () => {
  const body = bodyOf(counted('a'));
  piecesOf(body);
  expect(body.locked).toBe(true);
  expect(() => piecesOf(body)).toThrow(TypeError);
});

test.each([
  ['made here', () => new Response(bodyOf(counted('a', 'b')), { status: 201 })],
  ['strange', () => new Response('ab', { status: 201 })],
])('an answer is watched on its way: one %s', async (_, make) => {
  const decoded = (pieces: Pieces): Pieces => ({
    ...pieces,
    async next() {
      const piece = await pieces.next();
      return piece instanceof Uint8Array ? new TextDecoder().decode(piece) : piece;
    },
  });
  const response = make();
  const watched = withPieces(response, response.body as ReadableStream, (pieces) => upper(decoded(pieces)));
  expect([watched.status, await watched.text()]).toEqual([201, 'AB']);
});
