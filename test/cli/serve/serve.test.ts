import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { apiKeys } from '../../../src/gateway/index.ts';
import { fileStore } from '../../../src/node/vault/file-store.ts';
import { certificateAuthority } from '../../support/certificates.ts';
import { runFile, start } from '../spawn.ts';

const MAIN = 'src/cli/main.ts';
const TIME = { timeout: 60_000 };

/** The process, once it listens, and what it printed by then. */
async function serving(...flags: readonly string[]) {
  const { child, ended } = start(MAIN, ['serve', '--port', '0', ...flags]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  while (!/\n$/.test(printed)) printed += (await once(child.stdout, 'data'))[0];
  const url = /https?:\/\/[\w.:]+\d/.exec(printed)?.[0] ?? '';
  return { child, ended, printed, url };
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'serve-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

test('alone, it prints a fresh key once and a line that works as it stands', TIME, async () => {
  const { child, ended, printed, url } = await serving();
  const [line = ''] = /^curl .*$/m.exec(printed) ?? [];
  const { stdout } = await promisify(execFile)('sh', ['-c', `${line} --silent --show-error --fail`]);
  expect(JSON.parse(stdout)).toMatchObject({
    model: 'local',
    choices: [{ message: { content: expect.stringContaining('Rome lies on the Tiber.') } }],
  });
  expect(await (await fetch(`${url}/metrics`)).text()).toContain(
    'route="/v1/chat/completions",status="2xx",code=""} 1',
  );
  expect(await (await fetch(`${url}/healthz`)).text()).toBe('ok');
  child.kill('SIGTERM');
  const { code, out, err } = await ended;
  expect(code).toBe(0);
  const key = /sllm_[\w-]{43}/.exec(out)?.[0] ?? '';
  expect(err).not.toContain(key);
});

test.skipIf(process.platform === 'win32')(
  'SIGTERM in the middle of a stream lets it end, and the process exits with 0',
  TIME,
  async () => {
    const { child, ended, url } = await serving('--config', 'test/cli/serve/ends-at-sigterm.ts', '--quiet');
    const response = await fetch(url);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe('data: first\n\n');
    child.kill('SIGTERM');
    expect((await reader?.read())?.value).toBe('data: last\n\n');
    expect(await reader?.read()).toMatchObject({ done: true });
    expect(await ended).toMatchObject({ code: 0, err: '' });
    await expect(fetch(url)).rejects.toThrow();
  },
);

test.skipIf(process.platform === 'win32')('the second signal ends the process at once', TIME, async () => {
  const { child, url } = await serving('--config', 'test/cli/serve/ends-at-sigterm.ts', '--json');
  await fetch(url);
  child.kill('SIGINT');
  await once(child.stderr, 'data'); // stopping
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([null, 'SIGINT']);
});

test(
  'with TLS: 1.1 is refused, HSTS is said, and a renewed certificate is served without a restart',
  TIME,
  async () => {
    const authority = certificateAuthority('Test CA');
    const at = await folder();
    const [cert, key] = [join(at, 'cert.pem'), join(at, 'key.pem')];
    const renew = async (name: string) => {
      const identity = authority.issue(name);
      await writeFile(`${cert}.new`, identity.cert);
      await writeFile(`${key}.new`, identity.key);
      await rename(`${key}.new`, key);
      await rename(`${cert}.new`, cert);
    };
    await renew('first');
    const { child, url } = await serving('--cert', cert, '--key', key);
    const { port } = new URL(url);
    const tls = { host: '127.0.0.1', port: Number(port), ca: authority.cert };
    const subject = async () => {
      const socket: TLSSocket = connect(tls);
      await once(socket, 'secureConnect');
      const found = { name: socket.getPeerCertificate().subject.CN, protocol: socket.getProtocol() };
      socket.destroy();
      return found;
    };
    expect(await subject()).toEqual({ name: 'first', protocol: 'TLSv1.3' });
    const old = connect({ ...tls, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' });
    await expect(once(old, 'secureConnect')).rejects.toThrow(/protocol version/i);
    const [response] = await once(get({ ...tls, path: '/v1/models' }), 'response');
    expect([response.statusCode, response.headers['strict-transport-security']]).toEqual([401, 'max-age=31536000']);
    response.resume();
    await renew('second');
    await once(child.stderr, 'data');
    expect((await subject()).name).toBe('second');
    await writeFile(cert, 'broken');
    child.kill('SIGHUP');
    await once(child.stderr, 'data');
    expect((await subject()).name).toBe('second');
  },
);

test('lets the keys of a folder in, and makes none', TIME, async () => {
  const at = await folder();
  const { key } = await apiKeys({ store: fileStore(at) }).create({ principal: { id: 'alice', scopes: ['chat'] } });
  const { printed, url } = await serving('--keys', at);
  expect(printed).toBe(`Listening on ${url}\n`);
  const answer = (bearer: string) => fetch(`${url}/v1/models`, { headers: { authorization: `Bearer ${bearer}` } });
  expect([(await answer(key)).status, (await answer(`${key}x`)).status]).toEqual([200, 401]);
});

test.each([
  ['a public host in the clear', ['--host', '0.0.0.0'], /in the clear: give --cert and --key, or --behind-proxy/],
  ['half a certificate', ['--cert', 'package.json'], /belong together/],
  ['what is no certificate', ['--cert', 'package.json', '--key', 'package.json'], /in PEM form/],
  ['a configuration that is not there', ['--config', 'nowhere.ts'], /--config cannot be loaded/],
  ['a configuration without a default', ['--config', 'src/cli/usage-error.ts'], /must export/],
  ['flags that the configuration says', ['--config', 'a.ts', '--model', 'm'], /--model does not go with --config/],
  ['a port that is none', ['--port', '70000'], /--port must be an integer/],
  ['files', ['file.txt'], /reads no files/],
])('refuses %s before it listens', TIME, async (_, flags, message) => {
  const { code, out, err } = await runFile(MAIN, ['serve', ...flags]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(message);
});

test('says so where the port is taken', TIME, async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const { port } = taken.address() as { readonly port: number };
  const { code, err } = await runFile(MAIN, ['serve', '--port', String(port)]);
  expect(code).toBe(2);
  expect(err).toMatch(/the port is taken/);
});
