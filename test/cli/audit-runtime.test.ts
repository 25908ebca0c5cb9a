import { chmod, mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { toNodeHandler } from '../../src/node/gateway.ts';
import { auditLog, fileSink, keyRing } from '../../src/node/vault.ts';
import type { AuditReport } from '../../src/scanner/report.ts';
import { certificateAuthority } from '../support/certificates.ts';
import { openGateway, TOKEN } from '../support/gateway.ts';
import { serve } from '../support/loopback.ts';
import { secureLLM } from './fake-io.ts';
import { runFile } from './spawn.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-audit-runtime-'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (name: string) => join(folder, name);

/** The status of each check by its id, without its beginning, and what was found. */
function toldBy(text: string) {
  const report: AuditReport = JSON.parse(text);
  const { checks = [], findings = [] } = report.runtime ?? {};
  const status = Object.fromEntries(checks.map((check) => [check.id.replace('SLLM-RUN-', ''), check.status]));
  const failed = checks.flatMap(({ id, status }) => (status === 'failed' ? [id.replace('SLLM-RUN-', '')] : []));
  return { report, status, failed, messages: findings.map(({ message }) => message) };
}

async function audited(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { code, out, err } = await secureLLM(['audit', '--json', ...argv], { env });
  expect(err.replace(/^note: .*\n/gm, '')).toBe('');
  return { code, ...toldBy(out) };
}

describe('the audit log', () => {
  const keys = { current: 'k1', keys: { k1: Buffer.alloc(32, 7).toString('base64') } };

  beforeEach(async () => {
    const log = auditLog({ sink: fileSink(at('audit.jsonl'), { fsync: 'never' }), keyRing: keyRing(keys) });
    for (const model of ['one', 'two', 'three']) await log({ type: 'call', outcome: 'ok', model });
    await log.close();
    await writeFile(at('keys.json'), JSON.stringify(keys), { mode: 0o600 });
  });

  test('is whole, and its keys are private and young', async () => {
    const { code, status, report } = await audited(['--log', at('audit.jsonl'), '--key-file', at('keys.json')]);
    expect(code).toBe(0);
    expect(status).toEqual({
      'LOG-BROKEN': 'passed',
      'LOG-LOST': 'passed',
      'RING-OPEN': 'passed',
      'RING-OLD': 'passed',
    });
    expect(report.static).toBeUndefined(); // no PATH was given
    expect(report.runtime?.checks[0]?.detail).toContain('without --checkpoint');
  });

  test('is not, once a word of it was changed', async () => {
    await writeFile(at('audit.jsonl'), (await readFile(at('audit.jsonl'), 'utf8')).replace('two', 'ten'));
    const { code, failed, messages } = await audited(['--log', at('audit.jsonl')], {
      SECURE_LLM_KEYS: JSON.stringify(keys),
    });
    expect([code, failed]).toEqual([1, ['LOG-BROKEN']]);
    expect(messages[0]).toMatch(/audit\.jsonl:\d+ /);
  });

  test.skipIf(process.platform === 'win32')(
    'has keys that others may read, and that nobody changed for years',
    async () => {
      await chmod(at('keys.json'), 0o640);
      await utimes(at('keys.json'), 0, 0);
      const { failed } = await audited(['--log', at('audit.jsonl'), '--key-file', at('keys.json')]);
      expect(failed).toEqual(['RING-OPEN', 'RING-OLD']);
    },
  );
});

test('API keys of a folder are judged by age, end, use and scopes', async () => {
  const keys = (...argv: string[]) => secureLLM(['keys', 'create', '--keys', at('keys'), '--principal', 'a', ...argv]);
  await keys('--expires', '30d');
  expect((await audited(['--keys', at('keys')])).failed).toEqual([]);
  const { out } = await keys('--scopes', 'chat,summarize,sentiment,object,tokens');
  const { code, failed, report } = await audited(['--keys', at('keys')]);
  expect([code, failed]).toEqual([1, ['KEY-NO-EXPIRY', 'KEY-WIDE']]);
  expect(JSON.stringify(report)).not.toContain(out.trim().slice(5));
});

describe('dependencies', () => {
  const lock = {
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { a: '1' } },
      'node_modules/a': { version: '1.0.0', integrity: 'sha512-AAAA', hasInstallScript: true },
    },
  };

  beforeEach(async () => {
    await writeFile(at('package.json'), JSON.stringify({ name: 'shop', version: '1.2.3', dependencies: { a: '1' } }));
    await writeFile(at('package-lock.json'), JSON.stringify(lock));
  });

  async function fakeNpm(script: string) {
    await mkdir(at('bin'));
    await writeFile(at('bin/npm'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return { PATH: `${at('bin')}:/usr/bin:/bin` };
  }

  test('are read from the files; without npm, no vulnerability is known and none is denied', async () => {
    const { failed, status, messages, report } = await audited([folder, '--dependencies']);
    expect(failed).toEqual(['INSTALL-SCRIPT']);
    expect(messages).toEqual(['a runs a script at install']);
    expect(status.VULNERABLE).toBe('skipped');
    expect(report.static?.files).toBe(2); // a PATH was given
  });

  test.skipIf(process.platform === 'win32')('are looked up by npm audit', async () => {
    const via = { name: 'a', title: 'Prototype pollution', url: 'https://a.example/1', severity: 'critical' };
    await writeFile(at('npm.json'), JSON.stringify({ vulnerabilities: { a: { via: [via] } } }));
    const env = await fakeNpm(`[ "$*" = 'audit --json --package-lock-only' ] && cat npm.json; exit 1`);
    const { failed, messages } = await audited([folder, '--dependencies'], env);
    expect(failed).toEqual(['INSTALL-SCRIPT', 'VULNERABLE']);
    expect(messages).toContain('a: Prototype pollution');
  });

  test.skipIf(process.platform === 'win32')('end at once with Ctrl-C while npm waits', async () => {
    const env = await fakeNpm('exec sleep 30');
    const stop = new AbortController();
    const running = secureLLM(['audit', folder, '--dependencies'], { env, signal: stop.signal });
    setTimeout(() => stop.abort(), 300);
    expect(await running).toMatchObject({ code: 130, out: '' });
  });

  test.skipIf(process.platform === 'win32')('are not read from a link to what never ends', async () => {
    await rm(at('package-lock.json'));
    await symlink('/dev/zero', at('package-lock.json'));
    const { code, err } = await secureLLM(['audit', folder, '--dependencies']);
    expect([code, err]).toEqual([2, expect.stringContaining('check that it is a file')]);
  });

  test('are written as a bill of materials', async () => {
    await audited([folder, '--sbom', at('sbom.json')]);
    const bom = JSON.parse(await readFile(at('sbom.json'), 'utf8'));
    expect(bom.metadata.component).toMatchObject({ name: 'shop', version: '1.2.3' });
    expect(bom.components.map(({ purl }: { purl: string }) => purl)).toEqual(['pkg:npm/a@1.0.0']);
  });
});

describe('a running gateway', () => {
  test('of ours is in order', async () => {
    await using server = await serve(toNodeHandler(openGateway()));
    const { code, failed, status } = await audited(['--url', server.url, '--probe-limits', '500']);
    expect([code, failed]).toEqual([0, []]);
    expect(status).toEqual({
      ...Object.fromEntries(['HTTP', 'CERTIFICATE', 'OLD-TLS'].map((id) => [id, 'skipped'])),
      ...Object.fromEntries(
        ['NO-AUTH', 'UNEVEN-REFUSAL', 'CORS', 'HEADERS', 'STACK', 'BANNER', 'METRICS', 'NO-LIMIT'].map((id) => [
          id,
          'passed',
        ]),
      ),
    });
  });

  test('shows its limit to the holder of a key', async () => {
    await using server = await serve(toNodeHandler(openGateway()));
    const { report } = await audited(['--url', server.url, '--probe-limits', '100'], { SECURE_LLM_API_KEY: TOKEN });
    const limit = report.runtime?.checks.find(({ id }) => id === 'SLLM-RUN-NO-LIMIT');
    expect(limit).toMatchObject({ status: 'passed', detail: '429 within 70 requests' });
    expect(JSON.stringify(report)).not.toContain(TOKEN);
  });

  test('as a tutorial has it is told flaw by flaw', async () => {
    const seen: string[] = [];
    await using server = await serve(async (request, response) => {
      let body = '';
      for await (const part of request) body += part;
      seen.push(`${request.method} ${body}`);
      const key = request.headers.authorization?.slice(7) ?? '';
      response.setHeader('x-powered-by', 'Express');
      response.setHeader('server', 'nginx/1.18.0');
      response.setHeader('access-control-allow-origin', '*');
      if (request.url === '/v1/models') response.statusCode = 200;
      else if (key.startsWith('sllm_')) response.writeHead(401).write(`no such key: ${key}`);
      else if (key !== '') response.writeHead(401).write('that is no key');
      else response.writeHead(500).write('SyntaxError: bad\n    at parse (/srv/app/routes.js:12:7)');
      response.end();
    });
    const { code, failed, messages } = await audited(['--url', server.url, '--probe-limits', '30']);
    expect(code).toBe(1);
    expect(failed).toEqual(['NO-AUTH', 'UNEVEN-REFUSAL', 'CORS', 'HEADERS', 'STACK', 'BANNER', 'NO-LIMIT']);
    expect(messages).toEqual(
      expect.arrayContaining([
        'GET /v1/models is let in without a key',
        'GET /v1/models is let in with a wrong key',
        'POST /v1/chat/completions tells wrong keys apart',
        'POST /v1/chat/completions repeats the key',
        'POST /v1/chat/completions answers with a stack trace',
        'x-powered-by names the software',
      ]),
    );
    expect(seen.filter((each) => each.startsWith('POST')).every((each) => !each.includes('messages'))).toBe(true);
  });

  test('is told of its TLS, and asked over it alone where its certificate is trusted', async () => {
    const authority = certificateAuthority('test authority');
    const { fetch } = openGateway();
    const tls = { ...authority.issue('gateway'), minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    let asked = 0;
    const handler = toNodeHandler({
      fetch: (request, connection) => {
        asked++;
        return fetch(request, connection);
      },
    });
    const server = createServer(tls, handler);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    onTestFinished(() => void server.close());
    const argv = ['audit', '--json', '--url', `https://127.0.0.1:${(server.address() as AddressInfo).port}`];
    const strange = toldBy((await runFile('src/cli/main.ts', argv)).out);
    expect(strange.failed).toEqual(['CERTIFICATE']);
    expect(strange.messages[0]).toContain('not trusted: ');
    expect(strange.status['NO-AUTH']).toBe('skipped');
    expect(asked).toBe(0);
    await writeFile(at('ca.pem'), authority.cert);
    const known = toldBy((await runFile('src/cli/main.ts', argv, '', { NODE_EXTRA_CA_CERTS: at('ca.pem') })).out);
    expect(known.failed).toEqual(['CERTIFICATE', 'OLD-TLS']); // it lasts a day
    expect(known.messages[0]).toBe('The certificate ends within 14 days');
    expect(known.status).toMatchObject({ HTTP: 'passed', 'NO-AUTH': 'passed' });
  }, 60_000);

  test('that redirects is not followed, and nothing is said of its door', async () => {
    await using elsewhere = await serve((_, response) => void response.end());
    await using server = await serve((_, response) => {
      response.writeHead(307, { location: elsewhere.url }).end();
    });
    const { status } = await audited(['--url', server.url]);
    expect(status).toMatchObject({ 'NO-AUTH': 'skipped', 'UNEVEN-REFUSAL': 'skipped', 'NO-LIMIT': 'skipped' });
    expect(elsewhere.connections()).toBe(0);
  });
});

test.each([
  [['--url', 'ftp://x'], '--url must be an http or https URL'],
  [['--url', 'http://user:word@127.0.0.1'], '--url must be an http or https URL without credentials'],
  [['--url', 'http://127.0.0.1:1'], '--url does not answer'],
  [['--probe-limits', '5'], '--probe-limits goes with --url'],
  [['--checkpoint', 'f'], '--checkpoint goes with --log'],
  [['--keys', '/nowhere'], '--keys cannot be read'],
  [['--log', '/nowhere', '--key-file', '/nowhere'], '/nowhere does not exist'],
  [['test/cli', '--sbom', '/tmp/x'], '--sbom needs package-lock.json'],
] as const)('what cannot be checked is wrong usage, not a clean report: %j', async (argv, message) => {
  const { code, out, err } = await secureLLM(['audit', ...argv]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(message);
});
