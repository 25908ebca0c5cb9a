import { afterEach, expect, test, vi } from 'vitest';
import { sseBody } from '../../src/testing/sse-body.ts';

afterEach(() => {
  vi.useRealTimers();
});

const decode = ({ value }: ReadableStreamReadResult<Uint8Array>) => new TextDecoder().decode(value);

test('sends every event as it is read, and ends', async () => {
  const reader = sseBody(['a', 'b']).getReader();
  expect(decode(await reader.read())).toBe('a');
  expect(decode(await reader.read())).toBe('b');
  expect((await reader.read()).done).toBe(true);
});

test('waits before every event but the first, and not before the end', async () => {
  vi.useFakeTimers();
  const reader = sseBody(['a', 'b'], { delayMs: 30 }).getReader();
  expect(decode(await reader.read())).toBe('a');
  const second = vi.fn();
  const read = reader.read().then(second);
  await vi.advanceTimersByTimeAsync(29);
  expect(second).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await read;
  expect((await reader.read()).done).toBe(true);
});

test('stays open after the last event where told to', async () => {
  const reader = sseBody(['a'], { after: 'stall' }).getReader();
  await reader.read();
  const next = vi.fn();
  reader.read().then(next);
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
  expect(next).not.toHaveBeenCalled();
  await reader.cancel();
  expect(next).toHaveBeenCalledWith({ done: true, value: undefined });
});

test('cancelled while it waits, it leaves no timer', async () => {
  vi.useFakeTimers();
  const reader = sseBody(['a', 'b'], { delayMs: 30 }).getReader();
  await reader.read();
  const read = reader.read();
  await vi.advanceTimersByTimeAsync(10);
  await reader.cancel();
  expect((await read).done).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('an abort of the request fails the read in progress with its reason and leaves no timer', async () => {
  vi.useFakeTimers();
  const controller = new AbortController();
  const reason = new Error('enough');
  const reader = sseBody(['a', 'b'], { delayMs: 30, signal: controller.signal }).getReader();
  await reader.read();
  const read = reader.read().catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(10);
  controller.abort(reason);
  expect(await read).toBe(reason);
  expect(vi.getTimerCount()).toBe(0);
});

test('a signal that was aborted before fails the first read', async () => {
  const reason = new Error('enough');
  await expect(
    sseBody(['a'], { signal: AbortSignal.abort(reason) })
      .getReader()
      .read(),
  ).rejects.toBe(reason);
});
