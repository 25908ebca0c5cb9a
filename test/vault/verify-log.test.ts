import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { IntegrityError } from '../../src/errors.ts';
import { auditLog, verifyLog } from '../../src/node/vault.ts';
import { signedLine, unsignedLine } from '../../src/vault/audit/entry.ts';
import { type Checkpoint, memorySink } from '../../src/vault/index.ts';
import { testRing } from '../support/test-ring.ts';

const both = testRing('k2', ['k1', 'k2']);

/** A log of `count` lines, of which the later ones are under another key. */
async function written(count: number, rotateAt = Math.ceil(count / 2)) {
  const sink = memorySink();
  const first = auditLog({ sink, keyRing: testRing() });
  for (let n = 0; n < rotateAt; n++) await first({ n, text: 'é' });
  const second = auditLog({ sink, keyRing: both });
  for (let n = rotateAt + 1; n < count; n++) await second({ n, replaced: '\ufffd' });
  const checkpoint = await second.checkpoint();
  const lines = [...sink].join('').match(/.*\n/g) ?? [];
  expect(lines.length).toBe(count);
  return { lines, checkpoint };
}

const COUNT = 8;
let lines: readonly string[] = [];
let checkpoint: Checkpoint;
let other: readonly string[] = [];
beforeAll(async () => {
  ({ lines, checkpoint } = await written(COUNT));
  ({ lines: other } = await written(COUNT));
});

const fault = async (given: Iterable<string | Uint8Array>, keyRing = both, seen: Checkpoint | null = checkpoint) => {
  const error = await verifyLog(given, { keyRing, checkpoint: seen ?? undefined }).then(
    () => undefined,
    (error: IntegrityError) => error,
  );
  return error && [error.code, error.reason, error.place];
};
const named = (reason: string, line: number) => ['ERR_INTEGRITY', reason, `line ${line + 1}`];
const indices = Array.from({ length: COUNT }, (_, index) => index);

test('a whole log verifies in pieces of any size', async () => {
  const bytes = new TextEncoder().encode(lines.join(''));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 2_000 }), async (size) => {
      const pieces = [];
      for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
      expect(await verifyLog(pieces, { keyRing: both, checkpoint })).toMatchObject({ count: COUNT });
    }),
    { numRuns: 30 },
  );
  expect(await verifyLog([...lines.join('')], { keyRing: both })).toMatchObject({ count: COUNT });
  expect(await verifyLog([], { keyRing: both })).toMatchObject({ count: 0, head: undefined });
});

describe.each(indices)('at line %i, it is named', (at) => {
  test('that a line is missing', async () => {
    const isLast = at === COUNT - 1;
    expect(await fault(lines.toSpliced(at, 1))).toEqual(named(isLast ? 'cut' : 'missing', at));
  });

  test('that the end is cut off, within a line or between two', async () => {
    expect(await fault(lines.slice(0, at))).toEqual(named('cut', at));
    expect(await fault([...lines.slice(0, at), lines[at]?.slice(0, -1) ?? ''])).toEqual(named('cut', at));
    expect(await fault([...lines.slice(0, at), lines[at]?.slice(0, 100) ?? ''])).toEqual(named('cut', at));
  });

  test('that it has changed places with any other', async () => {
    for (const place of indices.filter((place) => place !== at)) {
      const swapped = lines.with(at, lines[place] ?? '').with(place, lines[at] ?? '');
      expect(await fault(swapped)).toEqual(named('reordered', Math.min(at, place)));
    }
  });

  test('that it is there twice', async () => {
    for (const place of indices) {
      const doubled = lines.toSpliced(place, 0, lines[at] ?? '');
      expect(await fault(doubled)).toEqual(named('replayed', place === at ? at + 1 : place));
    }
  });

  test('that a line was made up, or is of another log', async () => {
    const forged = (lines[at] ?? '').replace('"record":{', '"record":{"a":1,');
    expect(await fault(lines.with(at, forged))).toEqual(named('altered', at));
    expect(await fault(lines.toSpliced(at, 0, forged))).toEqual(named('altered', at));
    expect(await fault(lines.toSpliced(at, 0, '\n'))).toEqual(named('altered', at));
    expect(await fault(lines.with(at, other[at] ?? ''))).toEqual(named('moved', at));
  });

  test('that a bit was flipped, at every place of it', async () => {
    const bytes = new TextEncoder().encode(lines[at]);
    const before = lines.slice(0, at);
    for (let place = 0; place < bytes.length; place++) {
      const flipped = bytes.with(place, (bytes[place] ?? 0) ^ (1 << (place % 8)));
      const [code, reason, line] = (await fault([...before, flipped, ...lines.slice(at + 1)])) ?? [];
      expect([code, line]).toEqual(['ERR_INTEGRITY', `line ${at + 1}`]);
      if (place === bytes.length - 1 && at === COUNT - 1) expect(reason).toBe('cut');
      else expect(['altered', 'unknown-key', ...(at === 0 ? ['wrong-key'] : [])]).toContain(reason);
    }
  });
});

test('a replaced log is named, also an empty one and the same one grown another way', async () => {
  expect(await fault(other)).toEqual(named('moved', 0));
  expect(await fault([])).toEqual(named('cut', 0));
  const sink = memorySink(lines.slice(0, 3).join(''));
  const forger = auditLog({ sink, keyRing: testRing() }); // has a key
  for (let n = 3; n < COUNT; n++) await forger({ n, forged: true });
  expect(await fault(sink)).toEqual(named('altered', COUNT - 1));
});

test('whoever has only an old key cannot go on with a log that has left it', async () => {
  const sink = memorySink(lines.join(''));
  const key = { ...testRing('k1', ['k1', 'k2']), current: 'k1' };
  const owner = auditLog({ sink, keyRing: key });
  await owner({ n: 'with both keys' });
  expect(await verifyLog(sink, { keyRing: both, checkpoint })).toMatchObject({ count: COUNT + 2 });
  const last = lines.at(-1) ?? '';
  const { createHmac } = await import('node:crypto');
  const { canonicalJson } = await import('../../src/lib/canonical.ts');
  const { mac: prev, log } = JSON.parse(last);
  const forged = { key: 'k1', log, prev, record: { forged: true }, seq: COUNT, time: '2030-01-01T00:00:00.000Z', v: 1 };
  const secret = await both.derive('k1', 'audit chain');
  const mac = createHmac('sha256', secret).update(canonicalJson(forged)).digest('hex');
  const line = `${canonicalJson({ ...forged, mac })}\n`;
  expect(await fault([...lines, line])).toEqual(named('wrong-key', COUNT));
});

test('whoever has only an old key cannot go on behind `after` either, sealed or signed', async () => {
  const pair = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
  const { privateKey: signKey, publicKey } = pair;
  const signer = auditLog({
    sink: memorySink(lines.join('')),
    keyRing: both,
    checkpoint: { every: 100, onCheckpoint: () => {}, signKey },
  });
  const signed = await signer.checkpoint();
  const forged = memorySink(lines.join(''));
  const secret = await testRing().derive('k1', 'audit chain');
  const { log, count, head } = checkpoint;
  const unsigned = unsignedLine({ key: 'k1', log, prev: head, seq: count, time: checkpoint.time }, '{}');
  const line = signedLine(unsigned, createHmac('sha256', secret).update(unsigned).digest('hex'));
  const verify = (given: string[]) => verifyLog(given, { keyRing: both, after: checkpoint });
  await expect(verify([line])).rejects.toMatchObject({ reason: 'wrong-key', place: 'line 1' });
  const behind = { keyRing: both, after: signed, publicKey };
  await expect(verifyLog([line], behind)).rejects.toMatchObject({ reason: 'wrong-key', place: 'line 1' });
  const { key: _, ...unnamed } = signed;
  await expect(verifyLog([line], { ...behind, after: unnamed as Checkpoint })).rejects.toMatchObject({
    reason: 'malformed',
    place: 'the checkpoint',
  });
  const honest = auditLog({ sink: forged, keyRing: both });
  await honest({});
  expect(await verify([...forged].slice(1))).toMatchObject({ count: COUNT + 1 });
});

test('a checkpoint of another log, or of another course of it, does not go with `after`', async () => {
  const { checkpoint: strange } = await written(4);
  const source = { keyRing: both, after: checkpoint };
  await expect(verifyLog([], { ...source, checkpoint: strange })).rejects.toMatchObject({ reason: 'moved' });
  const sink = memorySink(lines.slice(0, -1).join(''));
  const anew = auditLog({ sink, keyRing: both });
  await anew({ n: 'another' });
  const other = await anew.checkpoint();
  expect([other.log, other.count]).toEqual([checkpoint.log, checkpoint.count]);
  await expect(verifyLog([], { ...source, checkpoint: other })).rejects.toMatchObject({ reason: 'altered' });
  expect(await verifyLog([], { ...source, checkpoint })).toMatchObject({ count: COUNT });
});

test('a text may be cut in the middle of a surrogate pair, and half of one is no text', async () => {
  const sink = memorySink();
  await auditLog({ sink, keyRing: both })({ text: '\u{1f600}', replaced: '\ufffd' });
  const text = [...sink].join('');
  expect(await verifyLog(text.split(''), { keyRing: both })).toMatchObject({ count: 1 });
  for (const half of ['\ud83d', '\ude00'])
    expect(await fault([text.replace('\ufffd', half)], both, null)).toEqual(named('altered', 0));
});

test('keys that do not fit are told from lines that do not', async () => {
  const wrong = testRing('k2', ['k1', 'k2'], 'others');
  expect(await fault(lines, wrong)).toEqual(named('wrong-key', 0));
  expect(await fault(lines, wrong, null)).toEqual(named('wrong-key', 0));
  expect(await fault(lines.slice(0, 1), wrong, null)).toEqual(named('wrong-key', 0));
  expect(await fault(lines, testRing('k2'), null)).toEqual(named('unknown-key', 0));
  expect(await fault(lines, testRing('k1'), null)).toEqual(
    named(
      'unknown-key',
      lines.findIndex((line) => line.startsWith('{"key":"k2"')),
    ),
  );
  expect(await fault(lines, testRing('k1'))).toEqual(['ERR_INTEGRITY', 'unknown-key', 'the checkpoint']);
  const pair = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
  const old = lines.slice(0, 2); // under k1 alone, which a signature proves nothing of
  const signer = auditLog({
    sink: memorySink(old.join('')),
    keyRing: testRing(),
    checkpoint: { every: 100, onCheckpoint: () => {}, signKey: pair.privateKey },
  });
  const signed = { checkpoint: await signer.checkpoint(), publicKey: pair.publicKey };
  const others = testRing('k1', ['k1'], 'others');
  await expect(verifyLog(old, { keyRing: others, ...signed })).rejects.toMatchObject({ reason: 'wrong-key' });
  const halfWrong = { ...both, derive: (id: string, info: string) => (id === 'k1' ? both : wrong).derive(id, info) };
  expect(await fault(lines, halfWrong, null)).toEqual(
    named(
      'wrong-key',
      lines.findIndex((line) => line.startsWith('{"key":"k2"')),
    ),
  );
});

test('bytes that decode to the same text are another line all the same', async () => {
  const bytes = Buffer.from(lines.join(''));
  const at = bytes.indexOf(Buffer.from('\ufffd'));
  const cut = Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at + 3)]);
  expect(cut.toString()).toBe(bytes.toString());
  expect((await fault([cut]))?.[1]).toBe('altered');
});

test('any edit of any log is detected', async () => {
  const text = fc.array(fc.record({ n: fc.nat(), text: fc.string({ unit: 'binary' }) }), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.infiniteStream(fc.nat()),
      fc.constantFrom('delete', 'insert', 'replace', 'move'),
      fc.nat(),
      async (records, numbers, kind, size) => {
        const sink = memorySink();
        const log = auditLog({ sink, keyRing: testRing() });
        for (const record of records) await log(record);
        const seen = await log.checkpoint();
        const bytes = Buffer.from([...sink].join(''));
        const [one = 0, two = 0, three = 0] = [...numbers.take(3)].map((number) => number % bytes.length);
        const length = 1 + (size % 300);
        const part = bytes.subarray(one, one + length);
        const edited = {
          delete: () => Buffer.concat([bytes.subarray(0, one), bytes.subarray(one + length)]),
          insert: () => Buffer.concat([bytes.subarray(0, two), part, bytes.subarray(two)]),
          replace: () => Buffer.concat([bytes.subarray(0, two), part, bytes.subarray(two + part.length)]),
          move: () => {
            const rest = Buffer.concat([bytes.subarray(0, one), bytes.subarray(one + length)]);
            return Buffer.concat([rest.subarray(0, three), part, rest.subarray(three)]);
          },
        }[kind]();
        const found = await fault([edited], testRing(), seen);
        // what is added behind the checkpoint is seen only where it is no record of this log
        if (edited.equals(bytes)) expect(found).toBeUndefined();
        else expect(found?.[0]).toBe('ERR_INTEGRITY');
      },
    ),
    { numRuns: 300 },
  );
});

test('a file without a line feed takes no memory, and a long one no more than linear time', async () => {
  const piece = new Uint8Array(2 ** 16).fill(120);
  expect(await fault(Array.from({ length: 400 }, () => piece))).toEqual(named('cut', 0));
  const bytes = new TextEncoder().encode(`${'x'.repeat(2 ** 19)}\n`);
  const since = performance.now();
  expect(await fault(Array.from(bytes, (_, at) => bytes.subarray(at, at + 1)))).toEqual(named('altered', 0));
  expect(performance.now() - since).toBeLessThan(10_000);
});
