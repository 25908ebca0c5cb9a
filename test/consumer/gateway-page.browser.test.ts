import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PAGE = `import { SecureLLMClient } from '../index.js';
  import { gatewayProvider } from '../gateway-client.js';
  const provider = gatewayProvider({ url: 'https://gateway.example', token: () => fetch('/token').then((reply) => reply.json()) });
  globalThis.ask = (text) => new SecureLLMClient({ provider }).chat(text);`;

interface Chunk {
  readonly fileName: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly code?: string;
}

/** The scripts of a page that asks a gateway, from the package as it was built. */
async function bundle(): Promise<readonly Chunk[]> {
  const folder = mkdtempSync(join(ROOT, 'dist', 'page-'));
  try {
    const input = join(folder, 'page.js');
    writeFileSync(input, PAGE);
    const made = await build({
      root: ROOT,
      configFile: false,
      logLevel: 'silent',
      build: { write: false, modulePreload: false, rollupOptions: { input } },
    });
    return (made as unknown as { readonly output: readonly Chunk[] }).output;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('SE-07: the bundle of a page over a gateway holds no Node module, no Redis, no provider and no key', async () => {
  const chunks = await bundle();
  const holding = (pattern: RegExp) =>
    chunks.filter(({ code = '' }) => pattern.test(code)).map((each) => each.fileName);
  expect(holding(/POST/)).not.toEqual([]); // it is the code that is looked at
  expect(holding(/["'`]node:/)).toEqual([]);
  expect(holding(/(?:from|import\(?)\s*["'`]ioredis|redis\.call|EVALSHA/i)).toEqual([]);
  expect(holding(/api\.openai\.com|api\.anthropic\.com|generativelanguage\.googleapis/)).toEqual([]);
  expect(holding(/chat\/completions|\/v1\/responses|x-goog-api-key"\s*:|anthropic-version"\s*:/)).toEqual([]);
  expect(holding(/\bsk-(?:proj-)?[A-Za-z0-9]{16}|sllm_[\w-]{43}/)).toEqual([]);
});

test('a page over a gateway begins with at most 30 kB', async () => {
  const chunks = await bundle();
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const initial = new Set(chunks.filter(({ isEntry }) => isEntry));
  for (const { imports = [] } of initial)
    for (const name of imports) {
      const chunk = byName.get(name);
      if (chunk) initial.add(chunk);
    }
  const kilobytes = [...initial].reduce((sum, { code = '' }) => sum + gzipSync(code).length, 0) / 1_000;
  console.log(`initial bundle of a page over a gateway: ${kilobytes.toFixed(1)} kB gzip`);
  expect(kilobytes).toBeGreaterThan(10);
  expect(kilobytes).toBeLessThanOrEqual(30);
});
