import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openPlayground } from '../../../src/cli/serve/playground.ts';
import { SecureLLMClient } from '../../../src/client.ts';
import { gateway } from '../../../src/gateway/index.ts';
import { toNodeHandler } from '../../../src/node/gateway.ts';
import { local } from '../../../src/providers/local/index.ts';
import { serve } from '../../support/loopback.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playground-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Chat</title>');
  await writeFile(join(folder, 'page.js'), 'export {};');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function playing() {
  const playground = await openPlayground({ host: '127.0.0.1', port: 0, isLocal: true }, folder);
  const own = gateway(
    playground.letIn({ client: new SecureLLMClient({ provider: local() }), auth: async () => undefined }),
  );
  const handler: RequestListener = playground.before(toNodeHandler(own), own);
  const server = await serve(handler);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server.url;
}

/** A request with headers that fetch would not send. */
const ask = (url: string, path: string, headers: Record<string, string>, method = 'POST') =>
  new Promise<{ readonly status: number | undefined; readonly body: string }>((resolve, reject) => {
    const sent = request(new URL(path, url), { method, headers }, async (response) => {
      let body = '';
      for await (const piece of response) body += piece;
      resolve({ status: response.statusCode, body });
    });
    sent.on('error', reject).end();
  });

describe('the playground of serve', () => {
  test('is a page with a policy that lets nothing else in', async () => {
    const url = await playing();
    const page = await fetch(`${url}/playground`);
    expect(page.url).toBe(`${url}/playground/`);
    expect(page.headers.get('content-type')).toContain('text/html');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect((await fetch(`${url}/playground/page.js`)).headers.get('content-type')).toContain('javascript');
    expect((await fetch(`${url}/playground/..%2f..%2fpackage.json`)).status).toBe(404);
    expect((await fetch(`${url}/playground/page.js`, { method: 'POST' })).status).toBe(405);
    expect((await fetch(`${url}/v1/models`)).status).toBe(401); // the gateway asks everybody else who they are
  });

  test('gives its own page a token that may chat and nothing else', async () => {
    const url = await playing();
    const { status, body } = await ask(url, '/playground/token', { origin: url });
    expect(status).toBe(200);
    const { token } = JSON.parse(body) as { token: string };
    const post = (path: string, origin: string, value: object) =>
      fetch(url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', origin },
        body: JSON.stringify(value),
      });
    const messages = [{ role: 'user', content: 'The sky is blue.\n\nWhat is blue?' }];
    expect((await post('/api/chat', url, { messages })).status).toBe(200);
    expect((await post('/api/chat', 'https://evil.example', { messages })).status).toBe(401);
    expect((await post('/api/sentiment', url, { text: 'Fine.' })).status).toBe(403);
    expect((await post('/api/tokens', url, { origin: url })).status).toBe(403);
  });

  test('gives no other page one, nor one that comes by another name', async () => {
    const url = await playing();
    const { port } = new URL(url);
    const token = (headers: Record<string, string>, method?: string) => ask(url, '/playground/token', headers, method);
    expect((await token({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await token({})).status).toBe(403);
    expect((await token({ origin: url }, 'GET')).status).toBe(405);
    const rebound = { host: `evil.example:${port}`, origin: `http://evil.example:${port}` };
    expect((await token(rebound)).status).toBe(403);
  });

  test('is for this machine alone, and says where it was not built', async () => {
    await expect(openPlayground({ host: '0.0.0.0', port: 0, isLocal: true }, folder)).rejects.toThrow(
      '--playground lets in whoever',
    );
    await expect(openPlayground({ host: 'localhost', port: 0, isLocal: true }, join(folder, 'none'))).rejects.toThrow(
      'was not built',
    );
  });
});
