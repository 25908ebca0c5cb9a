import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { apiKeys } from '../../src/gateway/index.ts';
import { fileStore } from '../../src/node/vault.ts';
import { secureLLM } from './fake-io.ts';
import { runFile } from './spawn.ts';

const MAIN = 'src/cli/main.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'cli-api-keys-'));
});
afterEach(() => rm(directory, { recursive: true }));

const keys = (action: string, ...argv: readonly string[]) => secureLLM(['keys', action, '--keys', directory, ...argv]);
const knows = (key: string) =>
  apiKeys({ store: fileStore(directory), cacheMs: 0 })(key.trim(), new Request('http://gateway.test'));

test('the process makes a key that a gateway knows, prints it once, and keeps its hash alone', async () => {
  const more = [
    '--scopes',
    'chat,tokens',
    '--tenant',
    'acme',
    '--models',
    'small',
    '--expires',
    '90d',
    '--name',
    'laptop',
  ];
  const made = await runFile(MAIN, ['keys', 'create', '--keys', directory, '--principal', 'alice', ...more]);
  expect(made).toEqual({
    code: 0,
    out: expect.stringMatching(/^sllm_[\w-]{43}\n$/),
    err: expect.stringMatching(/^note: this is key_\S+; .*never again/),
  });
  const inDays = ((await knows(made.out))?.expiresAt ?? 0) / 86_400 - Date.now() / 86_400_000;
  expect(Math.round(inDays)).toBe(90);
  expect(await knows(made.out)).toMatchObject({
    id: 'alice',
    tenant: 'acme',
    scopes: ['chat', 'tokens'],
    models: ['small'],
  });
  const kept = await Promise.all((await readdir(directory)).map((name) => readFile(join(directory, name), 'utf8')));
  expect(kept.join()).not.toContain(made.out.trim().slice(5));
});

test('list shows whose keys there are, without them', async () => {
  expect(await keys('list')).toEqual({ code: 0, out: '', err: '' });
  const { out: key } = await keys('create', '--principal', 'bob', '--name', 'CI\u001b[2J');
  const { code, out, err } = await keys('list');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(
    /^id +name +principal.*\nkey_\S+ +CI\[2J +bob +- +chat,summarize,sentiment,object +\d{4}-\d\d-\d\d \d\d:\d\d +- +-\n$/,
  );
  expect(out).not.toContain(key.trim().slice(5));
  const [only] = JSON.parse((await keys('list', '--json')).out);
  expect(only).toMatchObject({ id: expect.stringMatching(/^key_/), principal: { id: 'bob' } });
});

test('revoke takes a key away, by its id', async () => {
  const { id, key } = JSON.parse((await keys('create', '--principal', 'carol', '--json')).out);
  expect(await knows(key)).toMatchObject({ id: 'carol' });
  expect(await keys('revoke', id)).toEqual({ code: 0, out: '', err: expect.stringContaining('note: revoked') });
  expect(await knows(key)).toBeUndefined();
  expect(await keys('revoke', id)).toMatchObject({
    code: 2,
    err: expect.stringContaining('there is no key of this id'),
  });
});

test.each([
  [['create'], /Name them with --principal/],
  [['create', '--principal', 'a/b'], /`key\.principal\.id` must not hold `\/`/],
  [['create', '--principal', 'a', '--scopes', 'admin'], /--scopes must hold some of chat/],
  [['create', '--principal', 'a', '--expires', '90'], /--expires must be a number of minutes, hours or days/],
  [['create', '--principal', 'a', 'b'], /takes options alone/],
  [['list', '--principal', 'a'], /--principal is of keys create, not of keys list/],
  [['revoke'], /needs the id of one key/],
  [['steal'], /keys needs create, list, revoke or ring behind it/],
  [['create', '--principal', 'a', '--out', 'f'], /keys create takes no --out/],
  [['ring', 'new'], /keys ring takes no --keys/],
] as const)('what cannot be carried out is said: %j', async ([action, ...argv], message) => {
  expect(await keys(action, ...argv)).toEqual({ code: 2, out: '', err: expect.stringMatching(message) });
});

test('a directory that is none is named, not a failure of ours', async () => {
  const file = join(directory, 'file');
  await writeFile(file, '');
  const { code, err } = await secureLLM(['keys', 'create', '--principal', 'a', '--keys', file]);
  expect([code, err]).toEqual([2, expect.stringContaining('--keys cannot be read or written')]);
});
