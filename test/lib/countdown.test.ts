import { expect, test } from 'vitest';
import { Countdown } from '../../src/lib/countdown.ts';
import { manualClock } from '../support/manual-clock.ts';

function counted(ms: number) {
  const clock = manualClock();
  const expired: number[] = [];
  return { clock, expired, countdown: new Countdown(clock, ms, () => expired.push(clock.now())) };
}

test('expires once, after the time it ran, pauses left out', async () => {
  const { clock, expired, countdown } = counted(100);
  await clock.advance(1_000);
  countdown.resume();
  await clock.advance(60);
  countdown.pause();
  await clock.advance(1_000);
  expect(countdown.spentMs).toBe(60);
  countdown.resume();
  await clock.advance(39);
  expect(expired).toEqual([]);
  await clock.advance(1_000);
  expect(expired).toEqual([2_100]);
});

test('a restart begins again, with one timer however often it happens', async () => {
  const { clock, expired, countdown } = counted(100);
  for (let turn = 0; turn < 50; turn++) {
    countdown.restart();
    expect(clock.pending).toBe(1);
    await clock.advance(90);
  }
  expect(expired).toEqual([]);
  await clock.advance(10);
  expect(expired).toHaveLength(1);
});

test('cleared, it stays so: no timer is left or set again', async () => {
  const { clock, expired, countdown } = counted(100);
  countdown.resume();
  countdown.clear();
  countdown.resume();
  countdown.restart();
  expect(clock.pending).toBe(0);
  await clock.advance(1_000);
  expect(expired).toEqual([]);
});

test('Infinity sets no timer', () => {
  const { clock, countdown } = counted(Number.POSITIVE_INFINITY);
  countdown.resume();
  expect(clock.pending).toBe(0);
});
