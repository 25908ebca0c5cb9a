import { expect, test } from 'vitest';
import { NetworkError, ProviderError, StreamInterruptedError, TimeoutError } from '../../src/errors.ts';
import { attempt } from '../../src/layers/attempt.ts';
import { compose } from '../../src/layers/compose.ts';
import { sleep } from '../../src/lib/clock.ts';
import { TokenCounter } from '../../src/lib/token-counter.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { end, text } from '../../src/testing/steps.ts';
import type { Handler } from '../../src/types/call.ts';
import { manualClock } from '../support/manual-clock.ts';
import { aCall, readAll } from '../support/read-all.ts';

const recorded = (core: Handler, clock = manualClock()) =>
  compose([attempt(scripted([]), clock, 0, new TokenCounter())], core);

test('writes how an attempt went into the trace', async () => {
  const clock = manualClock();
  const call = aCall();
  const core: Handler = async function* ({ signal }) {
    await sleep(clock, 30, signal);
    yield text('x');
    await sleep(clock, 20, signal);
    yield end({ requestId: 'req_1' });
  };
  const reading = readAll(recorded(core, clock)(call));
  await clock.advance(50);
  await reading;
  expect(call.trace.attempts).toMatchObject([
    { provider: 'scripted', model: 'scripted', startedMs: 0, durationMs: 50, firstContentMs: 30, requestId: 'req_1' },
  ]);
});

test('writes the code of a failure', async () => {
  const call = aCall();
  await readAll(recorded(scripted([new NetworkError('reset')]).call)(call));
  expect(call.trace.attempts).toMatchObject([{ errorCode: 'ERR_NETWORK' }]);
});

test('an answer without an end is interrupted, never complete', async () => {
  const { error } = await readAll(
    recorded(async function* () {
      yield text('half');
    })(aCall()),
  );
  expect(error).toBeInstanceOf(StreamInterruptedError);
});

test('nothing is read behind the end', async () => {
  const { events } = await readAll(
    recorded(async function* () {
      yield end();
      yield text('more');
    })(aCall()),
  );
  expect(events.map(({ type }) => type)).toEqual(['end']);
});

test('a foreign error of a provider becomes a ProviderError without its words', async () => {
  const { error } = await readAll(
    recorded(async function* () {
      yield text('x');
      throw new Error('prompt was: tell me');
    })(aCall()),
  );
  expect(error).toBeInstanceOf(ProviderError);
  expect(`${(error as Error).stack}${((error as Error).cause as Error).stack}`).not.toContain('tell me');
});

test('an attempt that an abort leaves behind is on the trace at that moment', async () => {
  const controller = new AbortController();
  const call = aCall({ signal: controller.signal });
  const events = recorded(async function* () {
    await new Promise(() => {});
  })(call)[Symbol.asyncIterator]();
  void events.next();
  await new Promise((resolve) => setImmediate(resolve));
  controller.abort(new TimeoutError('total', 5));
  expect(call.trace.attempts).toMatchObject([{ errorCode: 'ERR_TIMEOUT', phase: 'total' }]);
});
