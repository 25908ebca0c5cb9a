import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SecureLLMClient } from '../../src/client.ts';
import * as node from '../../src/node/vault.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { MAX_LINE } from '../../src/vault/audit/entry.ts';
import { fitting } from '../../src/vault/audit/room.ts';
import * as web from '../../src/vault/index.ts';
import { type AuditContent, memorySink, memoryStore, vault } from '../../src/vault/index.ts';
import { testRing } from '../support/test-ring.ts';

const linesIn = (sink: Iterable<string>) => [...sink].join('').split('\n').slice(0, -1);
const recordsIn = (sink: Iterable<string>) => linesIn(sink).map((line) => JSON.parse(line).record);
const keyRing = testRing();
const said = (text: string): AuditContent => ({
  messages: [{ role: 'user', content: [{ type: 'text', text }] }],
  text: 'Yes.',
});

describe.each([
  ['WebCrypto', web, node],
  ['node:crypto', node, web],
])('an audit log with content by %s', (_, { auditLog }, { openContent }) => {
  test('holds it sealed, and whoever has the keys opens it', async () => {
    const sink = memorySink();
    const log = auditLog({ sink, keyRing, content: true });
    const client = new SecureLLMClient({ provider: scripted(['Hello.']), audit: log });
    await client.chat('Good morning', { scope: 'acme' });
    await log.close();
    expect(linesIn(sink).join()).not.toMatch(/morning|Hello/);
    const [record] = recordsIn(sink);
    expect(record).toMatchObject({ outcome: 'ok', scope: 'acme', content: expect.stringMatching(/^v1\.k1\.[\w-]+$/) });
    expect(await openContent(record, { keyRing })).toEqual({
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Good morning', trust: 'user' }] }],
      text: 'Hello.',
    });
    expect(await web.verifyLog(sink, { keyRing })).toMatchObject({ count: 1, lost: 0 });
  });

  test('opens under no other key, id or scope', async () => {
    const sink = memorySink();
    await auditLog({ sink, keyRing, content: true })({ id: '1', scope: 'a', content: said('Hi') });
    const [record] = recordsIn(sink);
    const opened = (changes: object, ring = keyRing) => openContent({ ...record, ...changes }, { keyRing: ring });
    await expect(opened({}, testRing('k1', ['k1'], 'another'))).rejects.toMatchObject({ reason: 'wrong-key' });
    await expect(opened({}, testRing('k2'))).rejects.toMatchObject({ reason: 'unknown-key' });
    await expect(opened({ id: '2' })).rejects.toMatchObject({ reason: 'moved' });
    await expect(opened({ scope: 'b' })).rejects.toMatchObject({ reason: 'moved' });
    await expect(opened({ content: 'plain' })).rejects.toMatchObject({ reason: 'malformed' });
    await expect(opened({ content: said('made up') })).rejects.toMatchObject({ reason: 'malformed' });
    expect(await opened({ content: undefined })).toBeUndefined();
  });

  test('keeps the order of records, and what waits when it is closed', async () => {
    const sink = memorySink();
    const log = auditLog({ sink, keyRing, content: true, onSinkError: 'continue' });
    log({ id: '0', content: said('x'.repeat(100_000)) });
    log({ id: '1' });
    log({ id: '2', content: said('y') });
    await log.close();
    expect(recordsIn(sink).map(({ id }) => id)).toEqual(['0', '1', '2']);
    expect(await web.verifyLog(sink, { keyRing })).toMatchObject({ count: 3, lost: 0 });
  });

  test('a scope that is half a character loses nothing', async () => {
    const sink = memorySink();
    await auditLog({ sink, keyRing, content: true })({ id: '\ud800', scope: 'x\udc00', content: said('\ud83d') });
    const [record] = recordsIn(sink);
    expect(await openContent(record, { keyRing })).toEqual(said('\ud83d'));
  });

  test.each([
    ['of one byte each', 'x'],
    ['of three bytes each', '好'],
    ['that JSON escapes', '\u0001'],
    ['beyond the first plane', '\u{1f600}'],
  ])('cuts a content of many characters %s to what fits a line, and says so', async (_, character) => {
    const sink = memorySink();
    const messages = Array.from({ length: 20 }, (_, n) => ({
      role: 'user' as const,
      content: [{ type: 'text' as const, text: `${n} ${character.repeat(50_000)}` }],
    }));
    const findings = Array.from({ length: 1_000 }, () => ({ rule: 'email', path: 'messages[0]' }));
    await auditLog({ sink, keyRing, content: true })({ findings, content: { messages, text: 'The answer.' } });
    const [line = ''] = linesIn(sink);
    expect(Buffer.byteLength(line)).toBeLessThan(MAX_LINE);
    expect(line.length).toBeGreaterThan(200_000);
    expect(line.length).toBeLessThan(2 ** 18 + 1_000);
    const opened = (await openContent(recordsIn(sink)[0], { keyRing })) as AuditContent;
    expect(opened.text).toBe('The answer.');
    expect(opened.cut).toBeGreaterThan(100_000);
    const [last] = opened.messages.at(-1)?.content ?? [];
    expect(last).toMatchObject({ text: expect.stringMatching(/^19 /) });
    expect(await web.verifyLog(sink, { keyRing })).toMatchObject({ count: 1, lost: 0 });
  });

  test('keeps a record that leaves no room for its content', async () => {
    const sink = memorySink();
    const findings = ['x'.repeat(2 ** 18 - 100)];
    await auditLog({ sink, keyRing, content: true })({ findings, content: said('Hi') });
    const [record] = recordsIn(sink);
    expect(record.findings).toEqual(findings);
    expect(await openContent(record, { keyRing })).toMatchObject({ text: '', messages: [], cut: expect.any(Number) });
  });
});

test('a log without the option takes no content from a client, and one with it refuses what it could not seal', async () => {
  const sink = memorySink();
  const log = web.auditLog({ sink, keyRing });
  expect(log.content).toBe(false);
  await new SecureLLMClient({ provider: scripted(['Hello.']), audit: log }).chat('Good morning');
  expect(recordsIn(sink)[0]).not.toHaveProperty('content');
  const sealing = web.auditLog({ sink: memorySink(), keyRing, content: true });
  await expect(sealing({ content: 'Good morning' })).rejects.toThrow('`record.content` must be an object');
  expect(() => web.auditLog({ sink, keyRing, content: 'yes' as never })).toThrow('`auditLog.content` must be one of');
});

test('one key ring seals cache, conversations and audit of a client', async () => {
  const sink = memorySink();
  const store = memoryStore();
  const own = vault({ keyRing });
  const audit = web.auditLog({ sink, keyRing, content: true });
  const cache = { store, key: new Uint8Array(32).fill(1) };
  const client = new SecureLLMClient({ provider: scripted(['Hello.']), vault: own, audit, cache });
  await client.chat('Good morning');
  await client.conversation('c1', { store }).send('Good morning');
  const kept = await Promise.all([...(await store.getKeys())].map(async (key) => String(await store.getItem(key))));
  expect(kept.length).toBeGreaterThan(1);
  expect([...kept, ...sink].join()).not.toMatch(/morning|Hello/);
});

test('what fits is kept as it is, and what does not never takes more than its room', () => {
  const part = fc.record({ type: fc.constant('text'), text: fc.string({ unit: 'binary', maxLength: 200 }) });
  const message = fc.record({ role: fc.constantFrom('user', 'assistant'), content: fc.array(part, { maxLength: 4 }) });
  const call = fc.record({ id: fc.string(), name: fc.string(), input: fc.jsonValue() });
  const content = fc.record({
    messages: fc.array(message, { maxLength: 8 }),
    text: fc.string({ unit: 'binary', maxLength: 300 }),
    toolCalls: fc.array(call, { maxLength: 4 }),
  });
  fc.assert(
    fc.property(content, fc.integer({ min: 200, max: 2_000 }), (given, room) => {
      const kept = fitting(given, room);
      expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(room);
      const read = JSON.parse(kept);
      if (Buffer.byteLength(JSON.stringify(given)) <= room) expect(kept).toBe(JSON.stringify(given));
      else expect(read.cut).toBeGreaterThan(0);
      expect(given.text.startsWith(read.text)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
