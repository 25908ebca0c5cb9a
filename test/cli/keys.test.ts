import { chmod, lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { auditLog, fileSink, keyRing, vault } from '../../src/node/vault.ts';
import { secureLLM } from './fake-io.ts';
import { runFile } from './spawn.ts';

const MAIN = 'src/cli/main.ts';
const isWindows = process.platform === 'win32';

let directory = '';
let path = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cli-keys-'));
  path = join(directory, 'keys.json');
});
afterEach(() => rm(directory, { recursive: true }));

const ring = (...argv: readonly string[]) => secureLLM(['keys', 'ring', ...argv]);
const kept = async () => JSON.parse(await readFile(path, 'utf8'));
const modeOf = async (file: string) => ((await stat(file)).mode & 0o777).toString(8);

test('the process prints a ring of one new key, which a program takes as it is', async () => {
  const { code, out, err } = await runFile(MAIN, ['keys', 'ring', 'new']);
  expect(code).toBe(0);
  expect(err).toContain('note: keep a copy');
  const made = JSON.parse(out);
  expect(made).toEqual({ current: 'k1', keys: { k1: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) } });
  expect(err).not.toContain(made.keys.k1);
  expect(keyRing(made).ids).toEqual(['k1']);
  const other = await runFile(MAIN, ['keys', 'ring', 'new', '--key-id', 'prod', '-q']);
  expect(other.err).toBe('');
  expect(JSON.parse(other.out).current).toBe('prod');
  expect(JSON.parse(other.out).keys.prod).not.toBe(made.keys.k1);
});

test('a file of keys is for its owner alone, and is never written over', async () => {
  const { code, out, err } = await runFile(MAIN, ['keys', 'ring', 'new', '--out', path]);
  expect({ code, out }).toEqual({ code: 0, out: '' });
  if (!isWindows) expect(await modeOf(path)).toBe('600');
  const before = await readFile(path, 'utf8');
  expect(err).not.toContain(JSON.parse(before).keys.k1);
  const again = await runFile(MAIN, ['keys', 'ring', 'new', '--out', path]);
  expect(again).toEqual({
    code: 2,
    out: '',
    err: expect.stringContaining('is there already, and is not written over'),
  });
  expect(await readFile(path, 'utf8')).toBe(before);
  const nowhere = await ring('new', '--out', join(directory, 'none', 'keys.json'));
  expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining('--out cannot be written')]);
});

test('rotate adds a key, makes it current and keeps the old one: what was sealed still opens', async () => {
  await ring('new', '--out', path);
  const before = await kept();
  const context = { purpose: 'note', tenant: '', id: '1', version: 0 };
  const sealed = await vault({ keyRing: keyRing(before) }).seal('attack at dawn', context);
  const { code, out, err } = await ring('rotate', '--key-file', path);
  expect({ code, out }).toEqual({ code: 0, out: '' });
  const after = await kept();
  const id = after.current;
  expect(id).toMatch(/^k_[0-9a-f]{12}$/);
  expect(err).toContain(`${id} is current`);
  expect(after).toEqual({ current: id, keys: { ...before.keys, [id]: expect.any(String) } });
  expect(after.keys[id]).not.toBe(before.keys.k1);
  expect(await vault({ keyRing: keyRing(after) }).open(sealed, context)).toBe('attack at dawn');
  const third = await ring('rotate', '--key-file', path, '--key-id', 'k7', '--json', '-q');
  expect([JSON.parse(third.out), third.err]).toEqual([{ current: 'k7', ids: ['k1', id, 'k7'] }, '']);
  expect(await readdir(directory)).toEqual(['keys.json']);
});

test('an id that was dropped never comes back', async () => {
  await ring('new', '--out', path);
  await ring('rotate', '--key-file', path, '--key-id', 'prod');
  await ring('rotate', '--key-file', path, '--drop', 'k1');
  await ring('rotate', '--key-file', path);
  const { current, keys } = await kept();
  expect(current).not.toBe('k1');
  expect(Object.keys(keys)).toEqual(['prod', current]);
});

test('a ring from a variable is printed with its new key', async () => {
  const { out: first } = await ring('new');
  const env = { MINE: first };
  const { code, out } = await secureLLM(['keys', 'ring', 'rotate', '--key-env', 'MINE'], { env });
  expect(code).toBe(0);
  const { current, keys } = JSON.parse(out);
  expect(keys).toEqual({ ...JSON.parse(first).keys, [current]: expect.any(String) });
  expect(current).not.toBe('k1');
});

test('a key made from words stays as it is', async () => {
  const words = { passphrase: 'seven words from a generator', salt: Buffer.alloc(16, 7).toString('base64') };
  await writeFile(path, JSON.stringify({ current: 'words', keys: { words } }), { mode: 0o600 });
  expect((await ring('rotate', '--key-file', path)).code).toBe(0);
  const { current, keys } = await kept();
  expect(keys).toEqual({ words, [current]: expect.any(String) });
});

test('--drop removes an old key, says what is lost, and never the current one', async () => {
  await ring('new', '--out', path);
  await ring('rotate', '--key-file', path);
  const { current, keys } = await kept();
  for (const [id, rule] of [
    [current, 'the current key'],
    ['k3', 'names no key of the ring'],
    ['toString', 'names no key of the ring'],
  ] as const) {
    const { code, err } = await ring('rotate', '--key-file', path, '--drop', id);
    expect([code, err]).toEqual([2, expect.stringContaining(rule)]);
  }
  expect(await kept()).toEqual({ current, keys });
  const { code, err } = await ring('rotate', '--key-file', path, '--drop', 'k1');
  expect([code, err]).toEqual([0, expect.stringContaining('what is still under k1 opens no more')]);
  expect(await kept()).toEqual({ current, keys: { [current]: keys[current] } });
});

test.skipIf(isWindows)('a replaced file keeps its mode, and a link to it stays one', async () => {
  const link = join(directory, 'link.json');
  await ring('new', '--out', path);
  await symlink('keys.json', link);
  await chmod(path, 0o640);
  const { code, err } = await ring('rotate', '--key-file', link);
  expect([code, err]).toEqual([0, expect.stringContaining('others may read the file')]);
  expect((await kept()).current).not.toBe('k1');
  expect(await modeOf(path)).toBe('640');
  expect((await lstat(link)).isSymbolicLink()).toBe(true);
  await chmod(path, 0o600);
  expect((await ring('rotate', '--key-file', path)).err).not.toContain('others may read');
});

test('of two that rotate a file at once none loses the key of the other', { timeout: 60_000 }, async () => {
  await ring('new', '--out', path);
  const outcomes = await Promise.all(
    Array.from({ length: 3 }, () => runFile(MAIN, ['keys', 'ring', 'rotate', '--key-file', path, '--json', '-q'])),
  );
  const done = outcomes.filter(({ code }) => code === 0);
  const { current, keys } = await kept();
  expect(Object.keys(keys)).toHaveLength(1 + done.length);
  expect(new Set(done.map(({ out }) => JSON.parse(out).current)).size).toBe(done.length);
  expect(Object.keys(keys)).toContain(current);
  await writeFile(`${path}.new`, ''); // as a process that died leaves it
  const { code, err } = await ring('rotate', '--key-file', path);
  expect([code, err]).toEqual([2, expect.stringContaining('delete what ends in .new')]);
  expect((await kept()).current).toBe(current);
});

test('what is no ring is left as it is, and no key is repeated', async () => {
  for (const text of ['', 'very-secret', '{"current":"k1","keys":{"k1":"very-secret"}}']) {
    await writeFile(path, text);
    const { code, out, err } = await ring('rotate', '--key-file', path);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).not.toContain('very-secret');
    expect(await readFile(path, 'utf8')).toBe(text);
    expect(await readdir(directory)).toEqual(['keys.json']);
  }
});

test('wrong usage exits with 2', async () => {
  await ring('new', '--out', path);
  const before = await readFile(path, 'utf8');
  for (const argv of [
    [],
    ['ring'],
    ['ring', 'burn'],
    ['ring', 'new', 'keys.json'],
    ['ring', 'new', '--key-id', 'no id'],
    ['ring', 'new', '--key-file', path],
    ['ring', 'new', '--drop', 'k1'],
    ['ring', 'rotate'],
    ['ring', 'rotate', '--key-file', join(directory, 'none')],
    ['ring', 'rotate', '--key-file', directory],
    ['ring', 'rotate', '--key-file', path, '--key-env', 'MINE'],
    ['ring', 'rotate', '--key-file', path, '--out', join(directory, 'other')],
    ['ring', 'rotate', '--key-file', path, '--key-id', 'k1'],
    ['ring', 'rotate', '--key-file', path, '--key-id', 'k2', '--drop', 'k1'],
  ])
    expect(await secureLLM(['keys', ...argv]), argv.join(' ')).toMatchObject({ code: 2, out: '' });
  expect(await readFile(path, 'utf8')).toBe(before);
});

test('a log that was begun before a rotation is whole by the new file', async () => {
  await ring('new', '--out', path);
  const audit = join(directory, 'audit.jsonl');
  for (let n = 0; n < 2; n++) {
    const log = auditLog({ sink: fileSink(audit), keyRing: keyRing(await kept()) });
    await log({ n });
    await log.close();
    await ring('rotate', '--key-file', path);
  }
  // the third line says that the key changed
  const { code, out } = await secureLLM(['log', 'verify', audit, '--key-file', path, '-q']);
  expect([code, out]).toEqual([0, expect.stringContaining('whole: 3 lines')]);
});
