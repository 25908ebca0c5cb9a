import { expect, test } from 'vitest';
import { script } from '../../src/redis/client.ts';
import { Connection } from '../../src/redis/connection.ts';
import { manualClock } from '../support/manual-clock.ts';

const PING = script('return 1');

/** A connection whose commands and probes end when the test says so. */
function setup() {
  const clock = manualClock();
  const commands: { answer(value: unknown): void; fail(error: Error): void }[] = [];
  const probes: { answer(value: unknown): void; fail(error: Error): void }[] = [];
  const pending = (list: typeof commands) => new Promise<unknown>((answer, fail) => list.push({ answer, fail }));
  const connection = new Connection({
    run: () => pending(commands),
    clock,
    timeoutMs: 250,
    probe: () => pending(probes),
  });
  const late: unknown[] = [];
  const send = () => connection.send(PING, ['key'], [], ({ value }) => late.push(value));
  return { clock, connection, commands, probes, late, send };
}

test('hands a reply on, and leaves no timer', async () => {
  const { clock, commands, send } = setup();
  const reply = send();
  commands[0]?.answer(7);
  expect(await reply).toEqual({ value: 7 });
  expect(clock.pending).toBe(0);
});

test('a command that takes too long is given up, and what it says later is told', async () => {
  const { clock, commands, connection, late, send } = setup();
  const reply = send();
  await clock.advance(249);
  expect(connection.isAvailable).toBe(true);
  await clock.advance(1);
  expect(await reply).toBeUndefined();
  expect(connection.isAvailable).toBe(false);
  expect(clock.pending).toBe(0);
  commands[0]?.answer('late');
  await clock.advance(0);
  expect(late).toEqual(['late']);
});

test('a process that stood still itself does not take Redis for slow', async () => {
  let now = 0;
  const timers: (() => void)[] = [];
  const after = (_: number, run: () => void) => {
    timers.push(run);
    return () => {};
  };
  const never = () => new Promise<never>(() => {});
  const connection = new Connection({ run: never, clock: { now: () => now, after }, timeoutMs: 250, probe: never });
  void connection.send(PING, ['key'], []);
  now += 5_000;
  timers.shift()?.();
  expect(connection.isAvailable).toBe(true);
});

test('after a failure no command is sent, until a probe finds Redis back', async () => {
  const { clock, connection, commands, probes, send } = setup();
  const first = send();
  commands[0]?.fail(new Error('Connection is closed.'));
  expect(await first).toBeUndefined();
  for (let call = 0; call < 50; call += 1) expect(await send()).toBeUndefined();
  expect([commands.length, probes.length]).toEqual([1, 0]);
  await clock.advance(1_000);
  for (let call = 0; call < 50; call += 1) expect(await send()).toBeUndefined();
  expect(probes).toHaveLength(1);
  probes[0]?.fail(new Error('Connection is closed.'));
  await clock.advance(1_000);
  expect(await send()).toBeUndefined();
  expect(probes).toHaveLength(2);
  probes[1]?.answer(1);
  await clock.advance(0);
  expect(connection.isAvailable).toBe(true);
  const last = send();
  commands[1]?.answer(1);
  expect(await last).toEqual({ value: 1 });
});

test('a Redis that is frozen for an hour is asked once', async () => {
  const { clock, commands, probes, send } = setup();
  const first = send();
  await clock.advance(250);
  await first;
  for (let second = 0; second < 3_600; second += 1) {
    await clock.advance(1_000);
    await send();
  }
  expect([commands.length, probes.length]).toEqual([1, 1]);
});
