import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditLog, type Checkpoint, fileSink, keyRing } from '../../src/node/vault.ts';
import { secureLLM } from './fake-io.ts';

const keys = { current: 'k1', keys: { k1: Buffer.alloc(32, 7).toString('base64') } };
const env = { SECURE_LLM_KEYS: JSON.stringify(keys) };
let directory = '';
let path = '';
let checkpoints = '';
let publicKey = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cli-log-'));
  path = join(directory, 'audit.jsonl');
  checkpoints = join(directory, 'checkpoints.jsonl');
  publicKey = join(directory, 'public.pem');
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair;
  const spki = Buffer.from(await crypto.subtle.exportKey('spki', pair.publicKey)).toString('base64');
  await writeFile(publicKey, `-----BEGIN PUBLIC KEY-----\n${spki}\n-----END PUBLIC KEY-----\n`);
  const kept: Checkpoint[] = [];
  const onCheckpoint = (checkpoint: Checkpoint) => void kept.push(checkpoint);
  const sink = fileSink(path, { fsync: 'never', rotate: { bytes: 2_000 } });
  const log = auditLog({
    sink,
    keyRing: keyRing(keys),
    checkpoint: { every: 5, onCheckpoint, signKey: pair.privateKey },
  });
  for (let n = 0; n < 12; n++)
    await log({
      type: 'call',
      outcome: 'ok',
      provider: 'openai',
      model: 'm',
      scope: n === 3 ? '=cmd|"x"' : `user-${n}\u001b[2J`,
      durationMs: 12.4,
      usage: { inputTokens: 3, outputTokens: n },
      findings: [{ rule: 'email' }],
    });
  await log.close();
  await writeFile(checkpoints, kept.map((each) => `${JSON.stringify(each)}\n`).join(''));
});
afterAll(() => rm(directory, { recursive: true }));

test('a whole log is said to be whole, over all files of it', async () => {
  const argv = ['log', 'verify', path, '--checkpoint', checkpoints, '--public-key', publicKey];
  const { code, out, err } = await secureLLM(argv, { env });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^whole: 12 lines, written from \S+ to \S+\nhead [0-9a-f]{64}\n$/);
  const plain = await secureLLM(['log', 'verify', path, '--json', '-q'], { env });
  expect(JSON.parse(plain.out)).toMatchObject({ count: 12, lost: 0 });
  const noted = await secureLLM(['log', 'verify', path], { env });
  expect(noted.err).toContain('without --checkpoint');
});

test('one that is not is told with file and line, and the exit code is 1', async () => {
  const second = `${path}.000002`;
  const text = await readFile(second, 'utf8');
  await writeFile(second, text.replace('"outcome":"ok"', '"outcome":"no"'));
  const { code, out, err } = await secureLLM(['log', 'verify', path], { env });
  await writeFile(second, text);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/audit\.jsonl\.000002:1 is not as it was written \(ERR_INTEGRITY\)\n$/);
  const cut = await secureLLM(
    ['log', 'verify', `${path}.000001`, '--checkpoint', checkpoints, '--public-key', publicKey],
    { env },
  );
  expect([cut.code, cut.err]).toEqual([1, expect.stringContaining('and all behind it')]);
});

test.each([
  ['nothing', ''],
  ['half a line', '{"v":1,"log":"'],
  ['a checkpoint over several lines', '{\n"v": 1\n}\n'],
  ['null', 'null\n'],
])('a file of checkpoints that holds %s proves nothing', async (_, text) => {
  const broken = join(directory, 'broken.jsonl');
  await writeFile(broken, text);
  const { code, out, err } = await secureLLM(['log', 'verify', path, '--checkpoint', broken], { env });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('the checkpoint');
});

test('a log whose writer died between two files is read from the full ones', async () => {
  const stopped = join(directory, 'stopped.jsonl');
  const log = auditLog({ sink: fileSink(stopped), keyRing: keyRing(keys) });
  await log({ n: 0 });
  await log.close();
  await rename(stopped, `${stopped}.000001`);
  const { code, out } = await secureLLM(['log', 'verify', stopped, '-q'], { env });
  expect([code, out]).toEqual([0, expect.stringContaining('whole: 1 lines')]);
});

test('no record can print a line of its own', async () => {
  const forged = join(directory, 'forged.jsonl');
  const log = auditLog({ sink: fileSink(forged), keyRing: keyRing(keys) });
  await log({ type: 'call', outcome: 'ok', provider: 'openai', model: 'm\n7\t2026', findings: [{ rule: 'a\nb' }] });
  await log.close();
  const { out } = await secureLLM(['log', 'show', forged]);
  expect(out).toMatch(/^0 {2}\S+ {2}ok {2}openai\/m 7 2026 {2}a b\n$/);
});

test('content is shown on request, opened with the keys, and no line of it passes for a record', async () => {
  const sealed = join(directory, 'sealed.jsonl');
  const log = auditLog({ sink: fileSink(sealed), keyRing: keyRing(keys), content: true });
  const parts = [
    { type: 'text', text: 'Good morning\n0  2030-01-01T00:00:00.000Z  ok\u001b[2J' },
    { type: 'file', mediaType: 'image/png', bytes: 11 },
    { type: 'continuation', provider: 'openai' },
  ];
  const results = [{ type: 'tool-result', id: '1', name: 'find', output: 'Rome' }];
  const toolCalls = [{ id: '1', name: 'find', input: { city: 'Rome' } }];
  const messages = [
    { role: 'user', content: parts },
    { role: 'assistant', content: [{ type: 'tool-call', ...toolCalls[0] }] },
    { role: 'tool', content: results },
  ];
  const content = { messages, text: 'Hello.', reasoning: 'Hm.', toolCalls, refused: { text: 'No', toolCalls }, cut: 7 };
  await log({ type: 'call', id: 'a', outcome: 'ok', content });
  await log({ type: 'call', id: 'b', outcome: 'ok' });
  await log.close();
  const closed = await secureLLM(['log', 'show', sealed], { env });
  expect(closed.out).toMatch(/^0 {2}\S+ {2}ok\n1 {2}\S+ {2}ok\n$/);
  const { out, err } = await secureLLM(['log', 'show', sealed, '--content'], { env });
  expect(err).toBe('');
  expect(out.split('\n').slice(1, -2)).toEqual([
    '    user: Good morning',
    '      0  2030-01-01T00:00:00.000Z  ok[2J [image/png, 11 bytes] ',
    '    assistant: [tool call] find {"city":"Rome"}',
    '    tool: [result of find] Rome',
    '    answer: Hello.',
    '    reasoning: Hm.',
    '    tool call: find {"city":"Rome"}',
    '    refused answer: No',
    '    refused tool call: find {"city":"Rome"}',
    '    cut: 7 characters had no room',
  ]);
  const exported = await secureLLM(['log', 'export', sealed, '--content'], { env });
  expect(JSON.parse(exported.out.split('\n')[0] ?? '').record.content).toEqual(content);
  const last = await secureLLM(['log', 'tail', sealed, '-n', '2', '--json', '--content'], { env });
  expect(JSON.parse(last.out.split('\n')[0] ?? '').record.content).toEqual(content);
  expect(await secureLLM(['log', 'show', sealed, '--content'])).toMatchObject({ code: 2, out: '' });
  const others = {
    SECURE_LLM_KEYS: JSON.stringify({ current: 'k1', keys: { k1: Buffer.alloc(32, 8).toString('base64') } }),
  };
  const refused = await secureLLM(['log', 'show', sealed, '--content'], { env: others });
  expect([refused.code, refused.out]).toEqual([0, closed.out]);
  expect(refused.err).toContain('the content of 1 records does not open with these keys');
});

test('keys come from a variable or a file, and never show', async () => {
  const keyFile = join(directory, 'keys.json');
  await writeFile(keyFile, env.SECURE_LLM_KEYS);
  expect(await secureLLM(['log', 'verify', path, '-q', '--key-file', keyFile])).toMatchObject({ code: 0 });
  expect(
    await secureLLM(['log', 'verify', path, '-q', '--key-env', 'MINE'], { env: { MINE: env.SECURE_LLM_KEYS } }),
  ).toMatchObject({ code: 0 });
  for (const [argv, given] of [
    [[], {}],
    [[], { SECURE_LLM_KEYS: 'very-secret' }],
    [[], { SECURE_LLM_KEYS: JSON.stringify({ current: 'k1', keys: { k1: 'very-secret' } }) }],
    [['--key-file', join(directory, 'none')], env],
    [['--key-file', keyFile, '--key-env', 'MINE'], env],
  ] as const) {
    const { code, out, err } = await secureLLM(['log', 'verify', path, ...argv], { env: given });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).not.toContain('very-secret');
  }
});

test('records are shown, the last ones too, without what commands a terminal', async () => {
  const shown = await secureLLM(['log', 'show', path]);
  expect(shown.out.split('\n').length).toBe(13);
  expect(shown.out).toMatch(/^0 {2}\S+Z {2}ok {2}openai\/m {2}3\+0 tokens {2}12 ms {2}email\n/);
  const last = await secureLLM(['log', 'tail', path, '-n', '2', '--json']);
  expect(
    last.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).seq),
  ).toEqual([10, 11]);
  const stdin = await secureLLM(['log', 'show', '-'], { stdin: `no line\n${await readFile(path, 'utf8')}` });
  expect(stdin.err).toContain('1 lines are none');
});

test('records are exported as lines of JSON or as CSV, without formulas', async () => {
  const lines = await secureLLM(['log', 'export', path]);
  expect(JSON.parse(lines.out.split('\n')[3] ?? '')).toMatchObject({ seq: 3, record: { scope: '=cmd|"x"' } });
  const csv = await secureLLM(['log', 'export', path, '--format', 'csv']);
  const [head = '', ...rows] = csv.out.trim().split('\r\n');
  expect([head.split(',').slice(0, 3), rows.length]).toEqual([['seq', 'time', 'type'], 12]);
  expect(rows[3]).toContain(`,"'=cmd|""x""",`);
  expect((await secureLLM(['log', 'export', path, '--format', 'xml'])).code).toBe(2);
});

test('wrong usage exits with 2', async () => {
  for (const argv of [
    ['log'],
    ['log', 'burn'],
    ['log', 'verify'],
    ['log', 'verify', join(directory, 'none')],
    ['log', 'show', directory],
  ])
    expect(await secureLLM(argv, { env })).toMatchObject({ code: 2, out: '' });
});
