import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HARMLESS } from '../../src/scanner/probes/harmless-texts.ts';
import type { AuditReport } from '../../src/scanner/report.ts';
import { secureLLM } from './fake-io.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'probes-'));
});
afterAll(() => rm(folder, { recursive: true }));

const audit = async (argv: readonly string[], options?: Parameters<typeof secureLLM>[1]) => {
  const { code, out, err } = await secureLLM(['audit', '--format', 'json', ...argv], options);
  return { code, err, report: out === '' ? undefined : (JSON.parse(out) as AuditReport) };
};
const moduleOf = async (name: string, code: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, code);
  return path;
};
const SRC = pathToFileURL(join(import.meta.dirname, '../../src/')).href;

describe('audit --target', { timeout: 60_000 }, () => {
  test('gullible compares three sets of safeguards, reads no file and finds nothing of the user’s', async () => {
    const { code, report, err } = await audit(['--target', 'gullible', '--probes', '1']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(report?.static).toBeUndefined();
    expect(report?.probes?.map(({ safeguards }) => safeguards)).toEqual(['off', 'default', 'strict']);
  });

  test('of a module attacks the client that it exports, and what gets through is a finding', async () => {
    const path = await moduleOf(
      'client.mjs',
      `import { SecureLLMClient } from '${SRC}index.ts';
      import { scripted } from '${SRC}testing/scripted.ts';
      export default new SecureLLMClient({ provider: scripted(['https://collector.example/']), output: { links: false }, throttle: { requestsPerMinute: Infinity, tokensPerMinute: Infinity } });`,
    );
    const { code, report } = await audit(['--target', path, '--probes', '1']);
    expect(code).toBe(1);
    expect(report?.probes?.[0]).toMatchObject({ target: 'scripted scripted', safeguards: 'own', unfinished: 0 });
    expect(report?.probes?.[0]?.findings).toContainEqual(
      expect.objectContaining({ rule: 'SLLM-PROBE-PERSONAL-DATA', severity: 'critical', subject: 'scripted scripted' }),
    );
    expect(report?.rules).toContainEqual(expect.objectContaining({ id: 'SLLM-PROBE-PERSONAL-DATA' }));
  });

  test('of an address asks what answers there, with the key of the environment, and names it without its query', async () => {
    const keys = new Set<string | undefined>();
    const server = createServer((request, response) => {
      keys.add(request.headers.authorization);
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ error: { message: 'refused', type: 'invalid_request_error', code: 'input_blocked' } }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const env = { OPENAI_API_KEY: `sk-${'test'}` };
    const { code, report } = await audit(['--target', address, '--model', 'mine', '--budget', '40'], { env });
    server.close();
    expect(keys).toEqual(new Set([`Bearer ${env.OPENAI_API_KEY}`]));
    const [result] = report?.probes ?? [];
    expect(result).toMatchObject({ target: address, safeguards: 'own', findings: [] });
    expect(result?.requests).toBeGreaterThanOrEqual(40);
    expect(result?.falsePositives.count).toBeGreaterThan(0);
    expect(code).toBe(0);
    expect(JSON.stringify(report)).not.toContain(env.OPENAI_API_KEY);
  });

  test.each([
    [['--target', 'nowhere.mjs'], '--target cannot be loaded'],
    [['--target', 'http://localhost:1/v1'], 'needs --model'],
    [['--target', 'openai'], 'OPENAI_API_KEY'],
    [['--target', 'gullible', '--max-cost', '1'], 'price is known'],
    [['--target', 'gullible', '--max-cost', 'much'], 'amount above 0'],
    [['--target', 'gullible', '--probes', '0'], '--probes must be'],
  ])('%s is wrong usage', async (argv, message) => {
    const { code, err } = await audit(argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe('audit --resume', { timeout: 60_000 }, () => {
  const target = ['--target', 'local', '--probes', '1'];

  test('keeps verdicts without a text, and goes on from a file whose last line was cut off', async () => {
    const path = join(folder, 'verdicts.jsonl');
    const first = await audit([...target, '--resume', path, '--budget', '30']);
    expect(first.report?.probes?.[0]?.unfinished).toBeGreaterThan(0);
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    expect(lines[0]).toBe('{"target":"local","seed":1,"perCategory":1}');
    for (const line of lines.slice(1)) expect(Object.keys(JSON.parse(line))).toEqual(['safeguards', 'id', 'hit']);
    await writeFile(path, lines.join('\n').slice(0, -9));
    const second = await audit([...target, '--resume', path]);
    const whole = await audit(target);
    const [one, other] = [second.report?.probes?.[0], whole.report?.probes?.[0]];
    expect({ ...one, requests: 0 }).toEqual({ ...other, requests: 0 });
    expect(one?.requests).toBeLessThan(other?.requests ?? 0);
    expect(other?.falsePositives.of).toBe(HARMLESS.length);
    const third = await audit([...target, '--resume', path]);
    expect(third.report?.probes?.[0]?.requests).toBe(0);
  });

  test('refuses a file of another run', async () => {
    const path = join(folder, 'other.jsonl');
    await writeFile(path, '{"target":"local","seed":2,"perCategory":1}\n');
    const { code, err } = await audit([...target, '--resume', path]);
    expect(code).toBe(2);
    expect(err).toContain('another run');
  });
});
