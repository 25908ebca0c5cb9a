import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const CHUNKS = 100;
export const CONCURRENT = 500;
export const OURS = 'secure-llm';
export const BARE = 'hono proxy';
export const PORTKEY = '@portkey-ai/gateway';
const TICK_MS = 10; // of /proc, on every Linux that Node runs on

/** A gateway in a process of its own. */
export interface Gateway {
  readonly name: string;
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What the process has used of a processor so far. */
  cpuMs(): number;
  megabytes(): number;
}

/**
 * Every gateway before a provider of its own that sends `packet` pieces at a time, `pauseMs` apart. Portkey's is no dependency:
 * docs/performance.md says how to get it for `--portkey=DIR`. Linux alone, as it reads /proc.
 */
export async function withGateways<T>(
  { packet, pauseMs }: { readonly packet: number; readonly pauseMs: number },
  use: (gateways: readonly Gateway[]) => Promise<T>,
): Promise<T> {
  const args = [CHUNKS, packet, pauseMs].map(String);
  const provider = fork(new URL('server-process.ts', import.meta.url), args);
  const children = [provider];
  const start = (path: URL | string, args: readonly string[], options = {}) => {
    const child = fork(path, args, options);
    children.push(child);
    return child;
  };
  try {
    const url = String(await message(provider));
    const gateways = [await started(OURS, url, start), await started(BARE, url, start)];
    const folder = process.argv.find((argument) => argument.startsWith('--portkey='))?.slice('--portkey='.length);
    if (folder) gateways.push(await portkey(folder, url, start));
    else console.error('      without Portkey: see docs/performance.md for --portkey=DIR');
    return await use(gateways);
  } finally {
    for (const child of children) child.kill();
  }
}

type Start = (path: URL | string, args: readonly string[], options?: object) => ChildProcess;

const message = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once('message', resolve));

async function started(name: string, url: string, start: Start): Promise<Gateway> {
  const child = start(new URL('gateway-process.ts', import.meta.url), [name, url]);
  const { key } = (await message(child)) as { readonly key: string };
  const { port } = (await message(child)) as { readonly port: number };
  return { name, port, headers: { authorization: `Bearer ${key}` }, ...usageOf(child) };
}

async function portkey(folder: string, url: string, start: Start): Promise<Gateway> {
  const port = 8_000 + (process.pid % 1_000);
  const path = join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  const child = start(path, [`--port=${port}`, '--headless'], {
    stdio: 'ignore',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const headers = {
    authorization: `Bearer ${['sk', 'bench'].join('-')}`,
    'x-portkey-provider': 'openai',
    'x-portkey-custom-host': url,
  };
  for (let left = 100; left > 0; left -= 1) {
    const up = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (up) return { name: PORTKEY, port, headers, ...usageOf(child) };
    await wait(100);
  }
  throw new Error('Portkey does not come up');
}

const usageOf = ({ pid = 0 }: ChildProcess): Pick<Gateway, 'cpuMs' | 'megabytes'> => ({
  cpuMs() {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  },
  megabytes: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024,
});

const body = JSON.stringify({
  model: 'gpt-5-mini',
  stream: true,
  messages: [{ role: 'user', content: 'Say something about the weather in Rome. '.repeat(25) }],
});

/** One stream to its end. Rejects for one that is not whole. */
export const stream = ({ name, port, headers }: Gateway, agent: Agent): Promise<void> =>
  new Promise((resolve, reject) => {
    const options = {
      port,
      agent,
      method: 'POST',
      path: '/v1/chat/completions',
      headers: { ...headers, 'content-type': 'application/json' },
    };
    request(options, async (response) => {
      let length = 0;
      let end = '';
      for await (const bytes of response) {
        length += bytes.length;
        end = (end + bytes).slice(-20);
      }
      if (response.statusCode === 200 && length > CHUNKS * 6 && end.includes('[DONE]')) resolve();
      else reject(new Error(`${name}: status ${response.statusCode}, ${length} bytes`));
    })
      .on('error', reject)
      .end(body);
  });
