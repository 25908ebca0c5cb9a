import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { certificateAuthority } from '../support/certificates.ts';
import { type HeldModel, heldModel } from './support/held-model.ts';
import { recipeOf, textWith, withModelAt } from './support/recipes.ts';
import { freePort, has, type Started, start } from './support/started.ts';

/** A proxy in front of a gateway. */
interface Front {
  readonly port: number;
  readonly ca: string;
  /** Puts another certificate in the place of the one that is served. */
  renew?(): void;
}

const SECTION = 'Behind a proxy';
const authority = certificateAuthority('Test CA');
const folder = inject('folder');

async function caddy(at: string, upstream: number): Promise<Front> {
  const port = await freePort();
  const site = textWith(SECTION, 'reverse_proxy').replace('llm.example.com', `localhost:${port}`);
  const settings = 'admin off\nskip_install_trust\nauto_https disable_redirects';
  writeFileSync(join(at, 'Caddyfile'), `{\n${settings}\n}\n${site.replace('8787', String(upstream))}\n`);
  run('caddy', ['run', '--config', join(at, 'Caddyfile')], { HOME: at, XDG_DATA_HOME: at, XDG_CONFIG_HOME: at });
  const root = join(at, 'caddy/pki/authorities/local/root.crt');
  const ca = await vi.waitFor(() => readFileSync(root, 'utf8'), { timeout: 20_000 });
  return { port, ca };
}

async function nginx(at: string, upstream: number): Promise<Front> {
  const port = await freePort();
  const files = { 'fullchain.pem': 'cert', 'privkey.pem': 'key' } as const;
  const issue = (name: string) => {
    const identity = authority.issue(name);
    for (const [file, part] of Object.entries(files)) writeFileSync(join(at, file), identity[part]);
  };
  const site = textWith(SECTION, 'proxy_pass')
    .replace('listen 443', `listen 127.0.0.1:${port}`)
    .replaceAll('/etc/ssl/llm', at)
    .replace('8787', String(upstream));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${at}/${name};`,
  );
  const http = `http {\naccess_log off;\n${temporary.join('\n')}\n${site}\n}`;
  writeFileSync(join(at, 'nginx.conf'), `daemon off;\npid ${at}/pid;\nerror_log stderr;\nevents {}\n${http}\n`);
  issue('first');
  const given = ['-p', at, '-c', join(at, 'nginx.conf'), '-e', 'stderr'];
  run('nginx', given);
  return {
    port,
    ca: authority.cert,
    renew() {
      issue('second');
      run('nginx', [...given, '-s', 'reload']);
    },
  };
}

const running = new Set<() => Promise<void>>();

function run(program: string, given: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  const child = spawn(program, given, { env: { ...process.env, ...env }, stdio: 'ignore' });
  const closed = once(child, 'close');
  running.add(async () => {
    child.kill('SIGTERM');
    await closed;
  });
}

const PROXIES = [
  {
    name: 'Caddy',
    begin: caddy,
    isThere: has(folder, 'caddy', 'version', 'apt-get install caddy, or caddyserver.com'),
  },
  { name: 'nginx', begin: nginx, isThere: has(folder, 'nginx', '-v', 'apt-get install nginx, or nginx.org') },
];

describe.each(PROXIES)('$name before a gateway', ({ begin, isThere }) => {
  describe.skipIf(!isThere)('as it is printed', () => {
    let model: HeldModel;
    let gateway: Started;
    let front: Front;

    beforeAll(async () => {
      model = await heldModel();
      gateway = await start(folder, withModelAt(model.url, recipeOf('Node')));
      const at = mkdtempSync(join(tmpdir(), 'secure-llm-proxy-'));
      front = await begin(at, gateway.port);
      await vi.waitFor(() => ask('/healthz'), { timeout: 20_000 });
      return async () => {
        for (const stop of running) await stop();
        running.clear();
        await gateway[Symbol.asyncDispose]();
        await model[Symbol.asyncDispose]();
        rmSync(at, { recursive: true, force: true });
      };
    });

    /** Asks from an address of this machine, by TLS. */
    async function ask(path: string, { from = '127.0.0.1', body = '', headers = {}, agent = new Agent() } = {}) {
      const { port, ca } = front;
      const method = body ? 'POST' : 'GET';
      const asking = request({
        host: 'localhost',
        port,
        ca,
        path,
        method,
        headers,
        agent,
        localAddress: from,
        family: 4,
      });
      asking.on('error', () => {}); // one that leaves
      asking.end(body);
      const [answer] = (await once(asking, 'response')) as [IncomingMessage];
      return {
        answer: answer.setEncoding('utf8').on('error', () => {}),
        status: answer.statusCode,
        leave: () => asking.destroy(),
      };
    }

    /** A stream of which a first piece has come. */
    async function begun() {
      const authorization = `Bearer ${gateway.key}`;
      const body = JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'Where does Rome lie?' }] });
      const headers = { authorization, 'content-type': 'application/json', 'accept-encoding': 'gzip' };
      const stream = await ask('/v1/chat/completions', { body, headers });
      let text = '';
      stream.answer.on('data', (piece) => {
        text += piece;
      });
      await vi.waitFor(() => expect(text).toContain('word'), { timeout: 10_000 });
      return { ...stream, text: () => text };
    }

    async function certificate() {
      const { port, ca } = front;
      const socket: TLSSocket = connect({ port, ca, host: '127.0.0.1', servername: 'localhost' });
      await once(socket, 'secureConnect');
      const found = { name: socket.getPeerCertificate().subject?.CN, protocol: socket.getProtocol() };
      socket.destroy();
      return found;
    }

    test('speaks TLS 1.3, and not 1.1', async () => {
      expect((await certificate()).protocol).toBe('TLSv1.3');
      const { port, ca } = front;
      const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
      const socket = connect({ port, ca, host: '127.0.0.1', servername: 'localhost', ...old });
      await expect(once(socket, 'secureConnect')).rejects.toThrow(/protocol version/i);
    });

    test('pieces go through as they come, and a caller who leaves is noticed', async () => {
      const { leave } = await begun();
      expect(model.open).toBe(1);
      leave();
      await vi.waitFor(() => expect(model.open).toBe(0), { timeout: 10_000 });
    });

    test('limits count by the address of the caller, whatever it says itself', async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const from = '127.0.0.2';
      const statuses = new Map<number | undefined, number>();
      for (let asked = 0; asked < 301; asked += 1) {
        const headers = { 'x-forwarded-for': `192.0.2.${asked % 250}`, connection: 'keep-alive' };
        const { status, answer } = await ask('/v1/models', { from, agent, headers });
        answer.resume();
        await once(answer, 'end');
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      agent.destroy();
      expect(Object.fromEntries(statuses)).toEqual({ 401: 300, 429: 1 });
      expect((await ask('/v1/models', { from: '127.0.0.3' })).status).toBe(401);
    });

    test.skipIf(begin === caddy)('a renewed certificate is served, and streams under way go on', async () => {
      const { answer, text } = await begun();
      expect((await certificate()).name).toBe('first');
      front.renew?.();
      await vi.waitFor(async () => expect((await certificate()).name).toBe('second'), { timeout: 10_000 });
      model.finish();
      await once(answer, 'end');
      expect(text()).toContain('data: [DONE]');
    });
  });
});
