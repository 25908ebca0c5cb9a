import { expect, test } from 'vitest';
import { GuardError, NetworkError } from '../../src/errors.ts';
import { type AuditRecord, type AuditSink, audit } from '../../src/layers/audit.ts';
import { compose } from '../../src/layers/compose.ts';
import { untilAborted } from '../../src/lib/abort.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { end, stall } from '../../src/testing/steps.ts';
import type { Handler } from '../../src/types/call.ts';
import { manualClock } from '../support/manual-clock.ts';
import { aCall, readAll } from '../support/read-all.ts';

function audited(core: Handler, sink?: AuditSink) {
  const records: AuditRecord[] = [];
  const clock = manualClock();
  return { records, clock, handler: compose([audit(sink ?? ((record) => void records.push(record)), clock)], core) };
}

test('writes one record for a call, without any of its text', async () => {
  const { records, handler } = audited(scripted(['the answer', end({ finishReason: 'stop' })]).call);
  await readAll(handler(aCall({ scope: 'user-7' })));
  expect(records).toHaveLength(1);
  expect(records[0]).toMatchObject({
    type: 'call',
    outcome: 'ok',
    provider: 'scripted',
    finishReason: 'stop',
    scope: 'user-7',
    messages: 1,
  });
  expect(JSON.stringify(records)).not.toMatch(/Hello|the answer/);
});

test('writes the record of a call that fails, with the code', async () => {
  const { records, handler } = audited(scripted([new NetworkError('reset')]).call);
  const { error } = await readAll(handler(aCall()));
  expect(error).toBeInstanceOf(NetworkError);
  expect(records).toMatchObject([{ outcome: 'error', errorCode: 'ERR_NETWORK' }]);
});

test('writes the record when the reader leaves early', async () => {
  const { records, handler } = audited(scripted(['a', 'b']).call);
  for await (const _ of handler(aCall())) break;
  expect(records).toMatchObject([{ outcome: 'cancelled' }]);
});

test('a sink that throws makes the call fail, without its words', async () => {
  const { handler } = audited(scripted(['a']).call, () => {
    throw new Error('disk full at secret path');
  });
  const { error } = await readAll(handler(aCall()));
  expect(error).toBeInstanceOf(GuardError);
  expect(String((error as Error).stack) + JSON.stringify(error)).not.toContain('secret path');
});

test('the failure of a call wins over the failure of its sink', async () => {
  const { handler } = audited(scripted([new NetworkError('reset')]).call, () => Promise.reject(new Error('disk')));
  expect((await readAll(handler(aCall()))).error).toBeInstanceOf(NetworkError);
});

test('a sink that never answers does not hold the call', async () => {
  const { clock, handler } = audited(scripted(['a']).call, () => new Promise(() => {}));
  const reading = readAll(handler(aCall()));
  await clock.advance(10_000);
  expect((await reading).error).toBeInstanceOf(GuardError);
  expect(clock.pending).toBe(0);
});

test('an aborted call does not wait for its sink', async () => {
  let written: AuditRecord | undefined;
  const { handler } = audited(scripted(['a', stall]).call, (record) => {
    written = record;
    return new Promise(() => {});
  });
  const controller = new AbortController();
  const events = compose(
    [(call, next) => untilAborted(() => next(call), call.signal)],
    handler,
  )(aCall({ signal: controller.signal }));
  const reading = readAll(events);
  await new Promise((resolve) => setImmediate(resolve));
  controller.abort('enough');
  expect((await reading).error).toBe('enough');
  await new Promise((resolve) => setImmediate(resolve));
  expect(written).toMatchObject({ outcome: 'cancelled' });
});
