import { expect, test } from 'vitest';
import { compose } from '../../src/layers/compose.ts';
import { deadline } from '../../src/layers/deadline.ts';
import { Countdown } from '../../src/lib/countdown.ts';
import { WorkTime } from '../../src/lib/work-time.ts';
import { end, text } from '../../src/testing/steps.ts';
import type { Handler } from '../../src/types/call.ts';
import { manualClock } from '../support/manual-clock.ts';
import { aCall, readAll } from '../support/read-all.ts';

function bounded(core: Handler, totalMs: number) {
  const clock = manualClock();
  const controller = new AbortController();
  const work = new WorkTime(new Countdown(clock, totalMs, () => controller.abort('too long')));
  return { clock, handler: compose([deadline(work)], core), call: aCall({ signal: controller.signal }) };
}

const deaf: Handler = async function* () {
  yield text('x');
  await new Promise(() => {});
};

test('work beyond the limit is cut off, even when what works ignores its signal', async () => {
  const { clock, handler, call } = bounded(deaf, 100);
  const reading = readAll(handler(call));
  await clock.advance(100);
  const { seen, error } = await reading;
  expect(seen).toEqual(['x']);
  expect(error).toBe('too long');
});

test('time in the hands of the reader is not work', async () => {
  const { clock, handler, call } = bounded(async function* () {
    yield text('x');
    yield end();
  }, 100);
  const events = handler(call)[Symbol.asyncIterator]();
  await events.next();
  await clock.advance(60_000);
  expect(await events.next()).toMatchObject({ value: { type: 'end' } });
  expect(await events.next()).toMatchObject({ done: true });
});

test('passes at the same time share one limit, and it runs while any of them works', async () => {
  const { clock, handler, call } = bounded(deaf, 100);
  const one = handler(call)[Symbol.asyncIterator]();
  await one.next(); // held by its reader from here on
  const other = readAll(handler(call));
  await clock.advance(100);
  expect((await other).error).toBe('too long');
});
