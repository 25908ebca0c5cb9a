import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { SecureLLMClient } from '../../src/client.ts';
import { canonicalJson } from '../../src/lib/canonical.ts';
import * as node from '../../src/node/vault.ts';
import { scripted } from '../../src/testing/index.ts';
import * as web from '../../src/vault/index.ts';
import { type Checkpoint, type LogSink, memorySink } from '../../src/vault/index.ts';
import { testRing } from '../support/test-ring.ts';

afterEach(() => vi.useRealTimers());

const linesIn = (sink: Iterable<string>) => [...sink].join('').split('\n').slice(0, -1);

describe.each([
  ['WebCrypto', web, node],
  ['node:crypto', node, web],
])('an audit log by %s', (_, { auditLog, verifyLog }, other) => {
  test('chains canonical lines, which the other implementation verifies as well', async () => {
    const sink = memorySink();
    const log = auditLog({ sink, keyRing: testRing() });
    await Promise.all([log({ type: 'call', b: 'é\u2028"\\', a: [1, { 10: 1, 9: 2 }] }), log({ type: 'call' })]);
    await log.close();
    const lines = linesIn(sink);
    for (const line of lines) expect(canonicalJson(JSON.parse(line))).toBe(line);
    const [first, second] = lines.map((line) => JSON.parse(line));
    expect([first.seq, second.seq, first.key, first.v]).toEqual([0, 1, 'k1', 1]);
    expect([second.prev, second.log]).toEqual([first.mac, first.log]);
    const { mac, ...rest } = first;
    const key = await testRing().derive('k1', 'audit chain');
    expect(mac).toBe(createHmac('sha256', key).update(canonicalJson(rest)).digest('hex'));
    const whole = { log: first.log, count: 2, head: second.mac, from: first.time, to: second.time, lost: 0 };
    expect(await verifyLog(sink, { keyRing: testRing() })).toEqual(whole);
    expect(await other.verifyLog(sink, { keyRing: testRing() })).toEqual(whole);
    expect(log.state).toEqual({ log: first.log, count: 2, head: second.mac });
  });

  test('goes on behind what an earlier one has left, under another key where that is the current one', async () => {
    const sink = memorySink();
    const earlier = auditLog({ sink, keyRing: testRing() });
    await earlier({ n: 1 });
    await earlier.close();
    const both = testRing('k2', ['k1', 'k2']);
    const later = auditLog({ sink, keyRing: both });
    expect((await later.ready()).count).toBe(1);
    await later({ n: 2 });
    const entries = linesIn(sink).map((line) => JSON.parse(line));
    expect(entries.map(({ key, record }) => [key, record.n ?? record.event])).toEqual([
      ['k1', 1],
      ['k1', 'key'],
      ['k2', 2],
    ]);
    expect(await verifyLog(sink, { keyRing: both })).toMatchObject({ count: 3 });
    await expect(verifyLog(sink, { keyRing: testRing('k1') })).rejects.toMatchObject({
      reason: 'unknown-key',
      place: 'line 3',
    });
  });

  test('does not go on behind what it cannot prove', async () => {
    const sink = memorySink();
    await auditLog({ sink, keyRing: testRing() })({ n: 1 });
    const log = auditLog({ sink: memorySink([...sink].join('')), keyRing: testRing('k1', ['k1'], 'another') });
    await expect(log.ready()).rejects.toMatchObject({ code: 'ERR_INTEGRITY', place: 'the last line' });
    await expect(log({ n: 2 })).rejects.toMatchObject({ code: 'ERR_INTEGRITY' });
  });

  test('makes checkpoints, by the ring or signed, that verify', async () => {
    const pair = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
    for (const signKey of [undefined, pair.privateKey]) {
      const sink = memorySink();
      const kept: Checkpoint[] = [];
      const onCheckpoint = (checkpoint: Checkpoint) => void kept.push(checkpoint);
      const log = auditLog({ sink, keyRing: testRing(), checkpoint: { every: 2, onCheckpoint, signKey } });
      for (let n = 0; n < 5; n++) await log({ n });
      expect(kept.map(({ count }) => count)).toEqual([2, 4]);
      await log.close();
      expect(kept.map(({ count }) => count)).toEqual([2, 4, 5]);
      const publicKey = signKey && pair.publicKey;
      for (const checkpoint of kept) {
        const again = JSON.parse(JSON.stringify(checkpoint));
        expect(await other.verifyLog(sink, { keyRing: testRing(), checkpoint: again, publicKey })).toMatchObject({
          count: 5,
        });
        for (const change of [{ count: 1 }, { head: 'f'.repeat(64) }, { time: '' }, { log: 'x' }, { key: 'k9' }])
          await expect(
            verifyLog(sink, { keyRing: testRing(), checkpoint: { ...again, ...change }, publicKey }),
          ).rejects.toMatchObject({
            code: 'ERR_INTEGRITY',
            reason: expect.stringMatching(/altered|moved|unknown-key/),
          });
        const rest = linesIn(sink)
          .slice(checkpoint.count)
          .map((line) => `${line}\n`);
        expect(await verifyLog(rest, { keyRing: testRing(), after: again, publicKey })).toMatchObject({ count: 5 });
      }
    }
  });
});

test('a client records every call in it, and a call fails that cannot be recorded', async () => {
  const sink = memorySink();
  const log = node.auditLog({ sink, keyRing: testRing() });
  const client = new SecureLLMClient({ provider: scripted(['Hello.']), audit: log });
  await client.chat('Good morning');
  await log.close();
  const [line = ''] = linesIn(sink);
  expect(JSON.parse(line).record).toMatchObject({ type: 'call', outcome: 'ok', provider: 'scripted' });
  expect(line).not.toMatch(/morning|Hello/);
  await expect(new SecureLLMClient({ provider: scripted(['Hello.']), audit: log }).chat('Hi')).rejects.toMatchObject({
    code: 'ERR_GUARD',
  });
});

describe('a sink that fails', () => {
  const failing = () => {
    const kept = memorySink();
    const sink: LogSink & { isFull: boolean } = {
      isFull: false,
      open: () => kept.open?.() ?? {},
      write(lines) {
        if (sink.isFull) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        return kept.write(lines);
      },
    };
    return { kept, sink };
  };

  test('fails the records that it did not take, and the log notes how many', async () => {
    const { kept, sink } = failing();
    const log = node.auditLog({ sink, keyRing: testRing() });
    await log({ n: 0 });
    sink.isFull = true;
    const lost = await Promise.allSettled([log({ n: 1 }), log({ n: 2 })]);
    expect(lost.map((each) => each.status === 'rejected' && each.reason.code)).toEqual(['ENOSPC', 'ENOSPC']);
    sink.isFull = false;
    await log({ n: 3 });
    const records = linesIn(kept).map((line) => JSON.parse(line).record);
    expect(records).toEqual([{ n: 0 }, { type: 'log', event: 'lost', records: 2 }, { n: 3 }]);
    expect(await node.verifyLog(kept, { keyRing: testRing() })).toMatchObject({ count: 3, lost: 2 });
  });

  test('holds up nobody where calls are to continue, and is told', async () => {
    const { kept, sink } = failing();
    const told: unknown[] = [];
    const log = node.auditLog({ sink, keyRing: testRing(), onSinkError: (error) => told.push(error) });
    sink.isFull = true;
    expect(log({ n: 1 })).toBeUndefined();
    await vi.waitFor(() => expect(told).toMatchObject([{ code: 'ENOSPC' }]));
    sink.isFull = false;
    await log.close();
    expect(await node.verifyLog(kept, { keyRing: testRing() })).toMatchObject({ count: 1, lost: 1 });
  });

  test('lets no more wait than the limit', async () => {
    let go = () => {};
    const written: string[] = [];
    const log = node.auditLog({
      sink: (lines) => new Promise<void>((resolve) => (go = () => resolve(void written.push(lines)))),
      keyRing: testRing(),
      maxQueued: 2,
    });
    const calls = [log({ n: 0 })];
    await vi.waitFor(() => expect(log.state?.count).toBe(0));
    for (let n = 1; n < 4; n++) calls.push(log({ n }));
    await expect(calls[3]).rejects.toMatchObject({ code: 'ERR_THROTTLED', retryable: false });
    const done = Promise.all(calls.slice(0, 3));
    const pump = setInterval(() => go(), 1);
    await done;
    const closed = log.close();
    await closed;
    clearInterval(pump);
    expect(written.length).toBe(2);
    expect(await node.verifyLog(written, { keyRing: testRing() })).toMatchObject({ count: 4, lost: 1 });
  });
});

test.each([
  ['is too long', { text: 'x'.repeat(2 ** 20) }],
  ['is no JSON', { durationMs: Number.NaN }],
])('a record that %s is counted as lost', async (_, record) => {
  const sink = memorySink();
  const log = web.auditLog({ sink, keyRing: testRing(), onSinkError: 'continue' });
  await log(record);
  await log.close();
  expect(await web.verifyLog(sink, { keyRing: testRing() })).toMatchObject({ count: 1, lost: 1 });
});

test('a log that was cut behind the back of its writer is not gone on with', async () => {
  const kept: string[] = [];
  let isAway = false;
  const sink: LogSink = {
    open: () => ({ last: kept.at(-1) }),
    write(lines) {
      if (isAway) throw new Error('away');
      kept.push(lines);
    },
  };
  const log = web.auditLog({ sink, keyRing: testRing() });
  for (let n = 0; n < 3; n++) await log({ n });
  isAway = true;
  await expect(log({ n: 3 })).rejects.toThrow('away');
  isAway = false;
  const [end = ''] = kept.splice(2);
  await expect(log({ n: 4 })).rejects.toMatchObject({ code: 'ERR_INTEGRITY', reason: 'cut' });
  expect(kept.length).toBe(2);
  kept.push(end);
  await log({ n: 5 });
  expect(await web.verifyLog(kept, { keyRing: testRing() })).toMatchObject({ count: 5, lost: 2 });
});

test('a clock that goes backwards changes nothing', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2030, 0, 1) });
  const sink = memorySink();
  const log = web.auditLog({ sink, keyRing: testRing() });
  await log({ n: 1 });
  vi.setSystemTime(Date.UTC(2020, 0, 1));
  await log({ n: 2 });
  const { from = '', to = '', count } = await web.verifyLog(sink, { keyRing: testRing() });
  expect(count).toBe(2);
  expect(from > to).toBe(true);
});

test('what cannot be kept as it is, is refused', async () => {
  const log = web.auditLog({ sink: memorySink(), keyRing: testRing() });
  await expect(log({ n: Number.NaN })).rejects.toThrow(TypeError);
  await expect(log({ text: 'x'.repeat(2 ** 19) })).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' });
  expect(() => log({ type: 'log', event: 'lost', records: 9 })).toThrow('must not be `log`');
  await log.close();
  await expect(log({ n: 1 })).rejects.toThrow('closed');
});

test.each([
  ['a list', []],
  ['a date', new Date(0)],
  ['what JSON leaves out', { toJSON: () => undefined }],
  ['a note of the log', { toJSON: () => ({ type: 'log', event: 'lost', records: 5 }) }],
])('a record that comes to %s is refused', async (_, record) => {
  const sink = memorySink();
  const log = web.auditLog({ sink, keyRing: testRing() });
  await expect(log(record)).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' });
  expect([...sink]).toEqual([]);
});

test('options at fault are named', () => {
  const keyRing = testRing();
  const of = (options: object) => () => web.auditLog({ sink: memorySink(), keyRing, ...options } as never);
  expect(of({ sink: undefined })).toThrow('`auditLog.sink` is missing');
  expect(of({ sink: {} })).toThrow('`auditLog.sink` must be a sink');
  expect(of({ keyRing: {} })).toThrow('`auditLog.keyRing` must be a key ring');
  expect(of({ onSinkError: 'ignore' })).toThrow('`auditLog.onSinkError` must be one of');
  expect(of({ checkpoint: { every: 2 } })).toThrow('needs `every` and `onCheckpoint`');
  expect(of({ checkpoint: { every: 0, onCheckpoint() {} } })).toThrow('`auditLog.checkpoint.every`');
  expect(of({ checkpoint: { every: 1, onCheckpoint() {}, signKey: {} } })).toThrow('Ed25519');
});
