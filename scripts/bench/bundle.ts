import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { built } from './support/built.ts';
import { fromStandings, type Measure } from './support/report.ts';

const OPENAI = 'openai';
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The least that a page with a chat box holds. */
const pages = (folder: string): Readonly<Record<string, string>> => ({
  'secure-llm': `import { SecureLLMClient } from '${folder}/index.js';
    import { openai } from '${folder}/openai.js';
    globalThis.ask = (apiKey, text) => new SecureLLMClient({ provider: openai({ apiKey, model: 'm' }) }).chat(text);`,
  [OPENAI]: `import OpenAI from 'openai';
    globalThis.ask = (apiKey, content) =>
      new OpenAI({ apiKey }).chat.completions.create({ model: 'm', messages: [{ role: 'user', content }] });`,
  'ai + @ai-sdk/openai': `import { generateText } from 'ai';
    import { createOpenAI } from '@ai-sdk/openai';
    globalThis.ask = (apiKey, prompt) => generateText({ model: createOpenAI({ apiKey }).chat('m'), prompt });`,
  '@langchain/openai': `import { ChatOpenAI } from '@langchain/openai';
    globalThis.ask = (apiKey, text) => new ChatOpenAI({ apiKey, model: 'm' }).invoke(text);`,
});

/** Kilobytes, gzipped, of a page's script and what it imports at once. */
async function initialKilobytes(folder: string, name: string, page: string): Promise<number> {
  const entry = join(folder, `${name.replaceAll(/\W+/g, '-')}.js`);
  writeFileSync(entry, page);
  const made = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'silent',
    build: { write: false, modulePreload: false, rollupOptions: { input: entry } },
  });
  const { output } = made as unknown as { readonly output: readonly Chunk[] };
  const byName = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const initial = new Set<Chunk>();
  const add = (chunk: Chunk | undefined): void => {
    if (!chunk || initial.has(chunk)) return;
    initial.add(chunk);
    for (const file of chunk.imports ?? []) add(byName.get(file));
  };
  for (const chunk of output) if (chunk.isEntry) add(chunk);
  return [...initial].reduce((sum, { code = '' }) => sum + gzipSync(code).length, 0) / 1_000;
}

interface Chunk {
  readonly fileName: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly code?: string;
}

/** What a page loads before it can ask, with a direct provider. The guards of secure-llm come with its first call. */
export async function bench(): Promise<readonly Measure[]> {
  const dist = built();
  const folder = mkdtempSync(join(ROOT, 'dist', 'bench-'));
  const sizes = new Map<string, number>();
  try {
    for (const [name, page] of Object.entries(pages(dist)))
      sizes.set(name, await initialKilobytes(folder, name, page).catch(() => Number.NaN));
  } finally {
    rmSync(folder, { recursive: true });
  }
  const peer = sizes.get(OPENAI) ?? Number.NaN;
  const standings = Array.from(sizes, ([name, value]) => ({ name, value, ratio: value / peer }));
  const size = { what: 'script of a page before its first call, gzip', unit: 'kB' };
  const { peer: _, ratio: __, ...alone } = fromStandings(size, standings, 'secure-llm', OPENAI, { atMost: 45 });
  return [alone];
}
