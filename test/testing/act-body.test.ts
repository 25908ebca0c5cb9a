import { afterEach, expect, test, vi } from 'vitest';
import { actBody } from '../../src/testing/act-body.ts';
import { type Act, wait, write } from '../../src/testing/acts.ts';
import { openaiChat } from '../../src/testing/dialects/openai-chat.ts';
import { replies } from '../../src/testing/replies.ts';

afterEach(() => {
  vi.useRealTimers();
});

const END: Act = { do: 'end' };
const { signal: NEVER } = new AbortController();

const decode = ({ value }: ReadableStreamReadResult<Uint8Array>) => new TextDecoder().decode(value);

test('sends every event as it is read, and ends', async () => {
  const reader = actBody([write('a'), write('b'), END], NEVER).getReader();
  expect(decode(await reader.read())).toBe('a');
  expect(decode(await reader.read())).toBe('b');
  expect((await reader.read()).done).toBe(true);
});

test('waits where it is told to', async () => {
  vi.useFakeTimers();
  const reader = actBody([write('a'), wait(30), write('b'), END], NEVER).getReader();
  expect(decode(await reader.read())).toBe('a');
  const second = vi.fn();
  const read = reader.read().then(second);
  await vi.advanceTimersByTimeAsync(29);
  expect(second).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await read;
  expect((await reader.read()).done).toBe(true);
});

test('stays open where nothing ends it', async () => {
  const reader = actBody([write('a')], NEVER).getReader();
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
  const reader = actBody([write('a'), wait(30), write('b'), END], NEVER).getReader();
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
  const reader = actBody([write('a'), wait(30), write('b'), END], controller.signal).getReader();
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
    actBody([write('a'), END], AbortSignal.abort(reason))
      .getReader()
      .read(),
  ).rejects.toBe(reason);
});

test('a delay stands before every event but the first, and not before the end', () => {
  const acts = [...replies.stream(['a'], { delayMs: 7 })({ dialect: openaiChat, streams: true, withoutUsage: true })];
  const [, , ...rest] = acts.map((act) => (act.do === 'wait' ? act.ms : act.do));
  expect(rest).toEqual([7, 'write', 7, 'write', 7, 'write', 'end']);
});
