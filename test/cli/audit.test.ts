import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { AuditReport } from '../../src/scanner/report.ts';
import { fakeIo, secureLLM } from './fake-io.ts';

const FLAW = 'new OpenAI({ apiKey, dangerouslyAllowBrowser: true });\n';
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-audit-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

const git = (...argv: readonly string[]) => execFileSync('git', ['-C', folder, ...argv], { stdio: 'pipe' });

async function reportOf(...more: readonly string[]): Promise<AuditReport> {
  const { out, err } = await secureLLM(['audit', folder, '--json', ...more]);
  expect(err).toBe('');
  return JSON.parse(out);
}

const placesOf = ({ static: files }: AuditReport) =>
  files?.findings.map(({ place }) => `${place?.path}:${place?.line}`);
const skippedOf = ({ static: files }: AuditReport) => files?.skipped.map(({ path, reason }) => `${path}: ${reason}`);

describe('the files of a project', () => {
  test('are those outside of what was installed or built, each with its flaws', async () => {
    await put({
      'src/app.ts': FLAW,
      'src/deep/er/page.tsx': `\n${FLAW}`,
      'src/fine.ts': 'export const fine = 1;\n',
      'notes.md': FLAW,
      'node_modules/x/index.js': FLAW,
      'dist/app.js': FLAW,
      '.cache/app.js': FLAW,
    });
    const report = await reportOf();
    expect(placesOf(report)).toEqual(['src/app.ts:1', 'src/deep/er/page.tsx:2']);
    expect(report.static).toMatchObject({ files: 3, skipped: [] });
    expect(report.rules.map(({ id }) => id)).toEqual(['SLLM-BROWSER-SDK']);
  });

  test('are those that git has or would take, where there is git; a deleted one is passed over', async () => {
    await put({
      '.gitignore': 'ignored/\n',
      'ignored/a.ts': FLAW,
      'dist/kept.ts': FLAW,
      'new.ts': FLAW,
      'gone.ts': FLAW,
    });
    git('init', '-q');
    git('add', 'dist/kept.ts', 'gone.ts');
    await rm(join(folder, 'gone.ts'));
    expect(placesOf(await reportOf())).toEqual(['dist/kept.ts:1', 'new.ts:1']);
    expect(placesOf(await reportOf('-q'))).toHaveLength(2);
    const inside = await secureLLM(['audit', join(folder, 'ignored'), '--json']);
    expect(placesOf(JSON.parse(inside.out))).toEqual(['a.ts:1']); // asked for by name
  });

  test('never run anything: a git configuration that came with the folder names no program for us', async () => {
    await put({ 'a.ts': FLAW, 'hook.sh': `#!/bin/sh\ntouch '${join(folder, 'ran')}'\n` });
    await chmod(join(folder, 'hook.sh'), 0o755);
    git('init', '-q');
    git('config', 'core.fsmonitor', join(folder, 'hook.sh'));
    expect(placesOf(await reportOf())).toEqual(['a.ts:1']);
    await expect(readFile(join(folder, 'ran'))).rejects.toThrow();
  });

  test('lie in the folder: an index that came with it names none outside, nor one behind a link', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'cli-audit-outside-'));
    onTestFinished(() => rm(outside, { recursive: true }));
    await writeFile(join(outside, 'a.ts'), FLAW);
    await put({ 'fine.ts': 'export const fine = 1;\n' });
    await symlink(outside, join(folder, 'link'));
    git('init', '-q');
    const object = git('hash-object', '-w', 'fine.ts').toString().trim();
    git('update-index', '--add', '--cacheinfo', `100644,${object},link/a.ts`);
    const report = await reportOf();
    expect(report.static).toMatchObject({ files: 1, findings: [] });
    expect(skippedOf(report)).toEqual(['link/a.ts: lies outside of the folder']);
  });

  test('that are all gone make no clean report, and a link that is named is followed', async () => {
    await put({ 'gone.ts': FLAW });
    git('init', '-q');
    git('add', '.');
    await rm(join(folder, 'gone.ts'));
    expect(await secureLLM(['audit', folder])).toMatchObject({ code: 2, out: '' });
    await put({ 'real.ts': FLAW });
    await symlink('real.ts', join(folder, 'named.ts'));
    const { code, out } = await secureLLM(['audit', join(folder, 'named.ts'), '--json']);
    expect([code, placesOf(JSON.parse(out))]).toEqual([1, ['real.ts:1']]);
  });

  test('that no rule can read are told with the reason', async () => {
    await put({
      'a.ts': FLAW,
      'broken.ts': 'const x = {',
      'big.json': `"${'x'.repeat(1_000_001)}"`,
      'bundle.js': 'var a=1;'.repeat(2_000),
      'image.json': new Uint8Array(200),
    });
    const report = await reportOf();
    expect(skippedOf(report)).toEqual([
      'big.json: larger than 1 MB',
      'broken.ts: no parser reads it',
      'bundle.js: minified',
      'image.json: no text',
    ]);
    expect(report.static?.files).toBe(1);
  });

  test.skipIf(process.platform !== 'linux')('are told where their name is not UTF-8', async () => {
    await put({ 'a.ts': FLAW });
    await writeFile(Buffer.concat([Buffer.from(`${folder}/b`), Buffer.from([0xff]), Buffer.from('.ts')]), FLAW);
    expect(skippedOf(await reportOf())).toEqual(['b\ufffd.ts: its name is not UTF-8']);
  });

  test.skipIf(!process.getuid?.())('are told where they, or their folder, may not be read', async () => {
    await put({ 'a.ts': FLAW, 'b.ts': FLAW, 'c/d.ts': FLAW });
    for (const path of ['b.ts', 'c']) await chmod(join(folder, path), 0);
    expect(skippedOf(await reportOf())).toEqual(['c: may not be read', 'b.ts: may not be read']);
    await chmod(join(folder, 'c'), 0o755);
  });

  test.skipIf(process.platform === 'win32')('are never reached through a link', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'cli-audit-outside-'));
    await writeFile(join(outside, 'secret.ts'), FLAW);
    await put({ 'a.ts': FLAW });
    await symlink(join(outside, 'secret.ts'), join(folder, 'link.ts'));
    await symlink(outside, join(folder, 'folder'));
    expect(placesOf(await reportOf())).toEqual(['a.ts:1']);
    git('init', '-q');
    git('add', '.');
    expect(placesOf(await reportOf())).toEqual(['a.ts:1']);
    await rm(outside, { recursive: true });
  });

  test('may be a single one', async () => {
    await put({ 'src/app.ts': FLAW });
    const { code, out } = await secureLLM(['audit', join(folder, 'src/app.ts')]);
    expect(code).toBe(1);
    expect(out).toMatch(/^app\.ts: 1 finding in 1 file: 1 critical\n/);
  });

  test.each([
    ['is not there', 'missing', 'does not exist'],
    ['holds nothing to read', '.', 'holds nothing that rules read'],
  ])('a path that %s is wrong usage, not a project without flaws', async (_, path, message) => {
    await put({ 'notes.md': 'text' });
    const { code, out, err } = await secureLLM(['audit', join(folder, path)]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });
});

describe('the exit code', () => {
  beforeEach(() => put({ 'a.ts': FLAW }));

  test.each([
    ['any', 1],
    ['critical', 1],
    ['low', 1],
    ['none', 0],
  ])('with --fail-on %s and a critical finding is %i', async (what, code) => {
    expect((await secureLLM(['audit', folder, '--fail-on', what])).code).toBe(code);
  });

  test('is 0 where there are no findings, and where all are accepted', async () => {
    await put({ 'a.ts': `// secure-llm-ignore SLLM-BROWSER-SDK: an internal tool\n${FLAW}` });
    const { code, out } = await secureLLM(['audit', folder]);
    expect(code).toBe(0);
    expect(out).toMatch(/^\S+: No findings in 1 file\n\n1 finding accepted in comments\n$/);
  });

  test('with --fail-on new is 1 only for what the baseline did not have', async () => {
    const baseline = join(folder, 'before.report');
    await secureLLM(['audit', folder, '--format', 'json', '-o', baseline]);
    await put({ 'a.ts': `\n\n${FLAW}` });
    const argv = ['audit', folder, '--baseline', baseline, '--fail-on', 'new'];
    const same = await secureLLM(argv);
    expect([same.code, same.out.split('\n')[1]]).toEqual([0, expect.stringMatching(/^0 new, 0 fixed, 1 known since /)]);
    await put({ 'b.ts': FLAW });
    const more = await secureLLM(argv);
    expect([more.code, more.out]).toEqual([1, expect.stringMatching(/b\.ts:1:\d+ {2}new\n/)]);
  });

  test('is 2 for a baseline that is none, and for options that contradict each other', async () => {
    for (const argv of [
      ['--baseline', join(folder, 'a.ts')],
      ['--baseline', join(folder, 'missing')],
      ['--fail-on', 'new'],
      ['--fail-on', 'sometimes'],
      ['--format', 'csv'],
      ['--json', '--format', 'html'],
      ['--format', 'html', '--out', join(folder, 'no/such/folder.html')],
      [folder],
    ]) {
      const { code, out, err } = await secureLLM(['audit', folder, ...argv]);
      expect({ code, out }, argv.join(' ')).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/^secure-llm: [^\n]+\n$/);
    }
  });
});

describe('the report', () => {
  beforeEach(() => put({ 'src/a.ts': FLAW.repeat(20) }));

  test.each([
    ['json', /^\{\n {2}"tool"/],
    ['sarif', /^\{\n {2}"\$schema"/],
    ['junit', /^<\?xml/],
    ['html', /^<!doctype html>/],
    ['markdown', /^## secure-llm audit of /],
    ['text', /^cli-audit-\S+: 20 findings in 1 file: 20 critical\n/],
  ])('as %s stands alone on stdout, or in a file', async (format, form) => {
    const { out, err } = await secureLLM(['audit', folder, '--format', format]);
    expect(out).toMatch(form);
    expect(err).toBe('');
    const path = join(folder, 'report');
    const written = await secureLLM(['audit', folder, '--format', format, '-o', path]);
    expect(written.out).toBe('');
    expect(written.err).toBe('note: 20 findings in 1 file: 20 critical\n');
    expect(await readFile(path, 'utf8')).toMatch(form);
  });

  test('on a terminal says why and how to fix once, shortens long lists, and is coloured unless asked not to be', async () => {
    const { out } = await secureLLM(['audit', folder], { isTTY: true, columns: 60 });
    expect(out).toContain('\u001b[');
    const text = stripVTControlCharacters(out);
    expect(text.match(/Why {2}/g)).toHaveLength(1);
    expect(text).toContain('and 8 more');
    expect(
      Math.max(
        ...text
          .split('\n')
          .slice(1)
          .map(({ length }) => length),
      ),
    ).toBeLessThanOrEqual(80);
    const plain = await secureLLM(['audit', folder], { isTTY: true, env: { NO_COLOR: '1' } });
    expect(plain.out).not.toContain('\u001b[');
    expect((await secureLLM(['audit', folder])).out).not.toContain('more');
  });

  test('holds no file name that commands a terminal', async () => {
    await put({ 'src/\u001b]0;x\u0007\u202e.ts': FLAW });
    const { out } = await secureLLM(['audit', folder]);
    expect(out).not.toMatch(/[\u001b\u0007\u202e]/);
  });

  test('holds no credential that a file is named after, nor one that a reason quotes', async () => {
    const secret = ['sk', 'proj', 'Qm7'.repeat(9), `T3Blbk${'FJ'}`, 'x9K'.repeat(9)].join('-');
    await put({
      [`src/${secret}.ts`]: FLAW,
      'src/b.ts': `// secure-llm-ignore SLLM-BROWSER-SDK: the key is ${secret}\n${FLAW}`,
    });
    for (const format of ['text', 'json', 'sarif', 'junit', 'html', 'markdown']) {
      const { out } = await secureLLM(['audit', folder, '--format', format]);
      expect(out).not.toContain('Qm7Qm7');
    }
  });
});

test('a report takes the place of an earlier one, and never of a file that a link in the project points to', async () => {
  await put({ 'a.ts': FLAW, 'report.json': 'old', precious: 'kept' });
  await symlink('precious', join(folder, 'link.json'));
  await symlink('nowhere', join(folder, 'loose.json'));
  const to = (name: string) => secureLLM(['audit', folder, '--json', '-o', join(folder, name), '--fail-on', 'none']);
  expect((await to('report.json')).code).toBe(0);
  for (const name of ['link.json', 'loose.json'])
    expect(await to(name)).toMatchObject({ code: 2, err: expect.stringContaining('--out names a link') });
  expect(await readFile(join(folder, 'precious'), 'utf8')).toBe('kept');
  await expect(readFile(join(folder, 'nowhere'))).rejects.toThrow('ENOENT');
});

test('a reader that goes early makes nothing pass', async () => {
  await put({ 'a.ts': FLAW });
  expect(await secureLLM(['audit', folder], { onPrint: () => false })).toMatchObject({ code: 1, err: '' });
});

test('progress is drawn on stderr of a terminal, and gone at the end', async () => {
  await put({ 'a.ts': FLAW });
  const { err } = await secureLLM(['audit', folder], { isTTY: true });
  expect(err).toMatch(/1\/1.*100 %/);
  expect(err.endsWith('\r\u001b[K')).toBe(true);
  expect((await secureLLM(['audit', folder, '-q'], { isTTY: true })).err).toBe('');
});

test('an interrupt ends with 130 and no report', async () => {
  await put({ 'a.ts': FLAW });
  const interrupted = new AbortController();
  interrupted.abort();
  const { code, out, err } = await secureLLM(['audit', folder], { signal: interrupted.signal });
  expect({ code, out, err }).toEqual({ code: 130, out: '', err: '' });
});

test('an interrupt in the middle reads no further', async () => {
  await put(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}.ts`, FLAW])));
  const interrupted = new AbortController();
  const { io, printed } = fakeIo({ signal: interrupted.signal });
  let draws = 0;
  const write = async () => {
    draws++;
    interrupted.abort();
  };
  const code = await run(['audit', folder], { ...io, stderr: { isTTY: true, columns: 80, write } });
  expect({ code, out: printed.out, draws }).toEqual({ code: 130, out: '', draws: 2 }); // the second wipes the first
});
