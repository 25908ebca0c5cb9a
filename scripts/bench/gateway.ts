import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fromStandings, type Measure, median, type Standing } from './support/report.ts';

const CHUNKS = 100;
const CONCURRENT = 500;
const REQUESTS = 2_000;
const ROUNDS = 3;
const OURS = 'secure-llm';
const BARE = 'hono proxy';
const PORTKEY = '@portkey-ai/gateway';
const TICK_MS = 10; // of /proc, on every Linux that Node runs on

interface Subject {
  readonly name: string;
  readonly process: ChildProcess;
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
}

interface Figures {
  readonly perSecond: number;
  readonly cpuMs: number;
  readonly megabytes: number;
}

/**
 * 500 streams at a time through a gateway, every one in a process of its own. Portkey's is no dependency: docs/performance.md
 * says how to get it for `--portkey=DIR`. Linux alone, as it reads /proc.
 */
export async function bench(): Promise<readonly Measure[]> {
  const provider = fork(new URL('support/server-process.ts', import.meta.url), [String(CHUNKS), '5']);
  const subjects: Subject[] = [];
  try {
    const url = String(await message(provider));
    for (const name of [OURS, BARE]) subjects.push(await started(name, url));
    const folder = process.argv.find((argument) => argument.startsWith('--portkey='))?.slice('--portkey='.length);
    if (folder) subjects.push(await portkey(folder, url));
    else console.error('      without Portkey: see docs/performance.md for --portkey=DIR');
    const figures = new Map(subjects.map(({ name }) => [name, [] as Figures[]]));
    for (let round = -1; round < ROUNDS; round += 1)
      for (const subject of subjects) {
        const found = await measured(subject);
        if (round >= 0) figures.get(subject.name)?.push(found);
      }
    return measures(figures);
  } finally {
    for (const child of [provider, ...subjects.map(({ process }) => process)]) child.kill();
  }
}

function measures(figures: ReadonlyMap<string, readonly Figures[]>): readonly Measure[] {
  const standings = (pick: (figures: Figures) => number, base: string): readonly Standing[] => {
    const values = (name: string) => (figures.get(name) ?? []).map(pick);
    const beside = values(base);
    return [...figures.keys()].map((name) => ({
      name,
      value: median(values(name)),
      ratio: median(values(name).map((value, round) => value / (beside[round] ?? Number.NaN))),
    }));
  };
  const rate = (base: string, bar?: Measure['bar']) =>
    fromStandings(
      { what: `streams a second, ${CONCURRENT} at a time`, unit: '/s' },
      standings(({ perSecond }) => perSecond, base),
      OURS,
      base,
      bar,
    );
  return [
    figures.has(PORTKEY) ? rate(PORTKEY, { atLeast: 1.5 }) : rate(BARE),
    fromStandings(
      { what: 'CPU of a stream', unit: 'ms' },
      standings(({ cpuMs }) => cpuMs, BARE),
      OURS,
      BARE,
      { atMost: 2 },
    ),
    fromStandings(
      { what: 'memory after a round', unit: 'MB' },
      standings(({ megabytes }) => megabytes, BARE),
      OURS,
      BARE,
    ),
  ];
}

const message = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once('message', resolve));

async function started(name: string, url: string): Promise<Subject> {
  const child = fork(new URL('support/gateway-process.ts', import.meta.url), [name, url]);
  const { key } = (await message(child)) as { readonly key: string };
  const { port } = (await message(child)) as { readonly port: number };
  return { name, process: child, port, headers: { authorization: `Bearer ${key}` } };
}

async function portkey(folder: string, url: string): Promise<Subject> {
  const port = 8_000 + (process.pid % 1_000);
  const path = join(folder, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  const child = fork(path, [`--port=${port}`, '--headless'], {
    stdio: 'ignore',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const headers = {
    authorization: `Bearer ${['sk', 'bench'].join('-')}`,
    'x-portkey-provider': 'openai',
    'x-portkey-custom-host': url,
  };
  const subject = { name: PORTKEY, process: child, port, headers };
  for (let left = 100; left > 0; left -= 1) {
    const up = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (up) return subject;
    await wait(100);
  }
  throw new Error('Portkey does not come up');
}

async function measured({ name, port, headers, process: { pid = 0 } }: Subject): Promise<Figures> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENT });
  const before = cpuMs(pid);
  const since = performance.now();
  let left = REQUESTS;
  const worker = async () => {
    while (left-- > 0) await stream(name, port, headers, agent);
  };
  await Promise.all(Array.from({ length: CONCURRENT }, worker));
  const seconds = (performance.now() - since) / 1_000;
  agent.destroy();
  return { perSecond: REQUESTS / seconds, cpuMs: (cpuMs(pid) - before) / REQUESTS, megabytes: megabytes(pid) };
}

const body = JSON.stringify({
  model: 'gpt-5-mini',
  stream: true,
  messages: [{ role: 'user', content: 'Say something about the weather in Rome. '.repeat(25) }],
});

const stream = (name: string, port: number, headers: Readonly<Record<string, string>>, agent: Agent): Promise<void> =>
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
        end = String(bytes).slice(-20);
      }
      if (response.statusCode === 200 && length > CHUNKS * 6 && end.includes('[DONE]')) resolve();
      else reject(new Error(`${name}: status ${response.statusCode}, ${length} bytes`));
    })
      .on('error', reject)
      .end(body);
  });

const cpuMs = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
};

const megabytes = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
