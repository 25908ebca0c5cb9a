import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { vi } from 'vitest';
import type { Recipe } from './recipes.ts';

const PORT = '8787'; // of every recipe

/** A recipe that runs. `await using` kills it. */
export interface Started extends AsyncDisposable {
  readonly url: string;
  /** An API key that it lets in. */
  readonly key: string;
  readonly port: number;
  /** Sends SIGTERM; `ended` resolves with the exit code. */
  stop(): void;
  readonly ended: Promise<number | null>;
}

/** Whether a program can be run here. One that cannot is said aloud, and with `REQUIRE_RUNTIMES=1` an error. */
export function has(folder: string, program: string, flag: string, remedy: string): boolean {
  if (spawnSync(program, [flag], { env: envOf(folder) }).status === 0) return true;
  if (process.env.REQUIRE_RUNTIMES === '1')
    throw new Error(`\`${program}\` cannot be run: ${remedy}. REQUIRE_RUNTIMES=1 forbids to skip`);
  console.warn(`SKIPPED: \`${program}\` cannot be run here: ${remedy}`);
  return false;
}

/** Writes the files of a recipe into the project and does as it says, on a free port. */
export async function start(folder: string, { files, commands }: Recipe, base = ''): Promise<Started> {
  const port = await freePort();
  const here = (text: string) => text.replaceAll(PORT, String(port)).replace(/^npx /, '');
  for (const [name, text] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), here(text));
  }
  const settings = { cwd: folder, env: envOf(folder) };
  let told = '';
  for (const command of commands.slice(0, -1)) {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', here(command)], { ...settings, encoding: 'utf8' });
    told += stdout + stderr;
    if (status !== 0) throw new Error(`${command} ended with ${status}\n${stdout}\n${stderr}`);
  }
  const child = spawn('sh', ['-c', `exec ${here(commands.at(-1) ?? '')}`], { ...settings, detached: true });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const url = `http://127.0.0.1:${port}${base}`;
  await Promise.race([vi.waitFor(() => fetch(`${url}/healthz`), { timeout: 60_000 }), ended]);
  if (child.exitCode !== null) throw new Error(`${commands.at(-1)} ended with ${child.exitCode}\n${printed}`);
  return {
    url,
    port,
    key: told.match(/sllm_[\w-]{43}/g)?.at(-1) ?? '',
    stop: () => void child.kill('SIGTERM'),
    ended,
    async [Symbol.asyncDispose]() {
      try {
        process.kill(-(child.pid ?? 0), 'SIGKILL'); // with those that it started
      } catch {} // none is left
      await ended;
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  return port;
}

const envOf = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: [join(folder, 'node_modules/.bin'), dirname(process.execPath), process.env.PATH].join(delimiter),
  NODE_ENV: undefined, // as where users start; vitest sets it
  CI: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
});
