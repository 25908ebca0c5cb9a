import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenAI from 'openai';
import { SecureLLMClient } from '../../src/index.ts';
import { openai } from '../../src/providers/openai/index.ts';
import { chunks, completion } from '../../src/testing/openai-dialect.ts';
import { type Measure, median } from './support/report.ts';

const ROUNDS = 7;
const CALLS = 400;
const CONCURRENCY = 32;
const CHUNKS = 2_000;
const HIGH = 1e12;
const KEY = ['sk', 'bench', 'only'].join('-');
const PROMPT = 'Say something about the weather in Rome, in a sentence or two. '.repeat(16); // about 1 kB

/** Answers at once, from this process: what it costs is in both columns. */
async function provider(): Promise<Server> {
  const whole = JSON.stringify(completion('It is sunny.'));
  const stream = chunks(new Array(CHUNKS).fill('abc de'));
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text) => {
      body += text;
    });
    request.on('end', () => {
      const streams = body.includes('"stream":true');
      response.writeHead(200, { 'content-type': streams ? 'text/event-stream' : 'application/json' });
      if (!streams) return response.end(whole);
      for (let at = 0; at < stream.length; at += 50) response.write(stream.slice(at, at + 50).join(''));
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Microseconds of CPU for one of `count`, server included. */
async function cpu(count: number, work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

async function concurrently(calls: number, call: () => Promise<unknown>): Promise<void> {
  let left = calls;
  const worker = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}

/** Calls and streams with every safeguard that there is, beside the bare `openai` package, on loopback. */
export async function bench(): Promise<readonly Measure[]> {
  const server = await provider();
  const baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const bare = new OpenAI({ apiKey: KEY, baseURL, maxRetries: 0 });
  const client = new SecureLLMClient({
    provider: openai({ apiKey: KEY, baseURL, model: 'm' }),
    throttle: { requestsPerMinute: HIGH, tokensPerMinute: HIGH, maxConcurrency: CONCURRENCY },
    audit: () => {},
  });
  const messages = [{ role: 'user' as const, content: PROMPT }];
  const subjects = {
    chat: {
      ours: () => concurrently(CALLS, () => client.chat(PROMPT)),
      bare: () => concurrently(CALLS, () => bare.chat.completions.create({ model: 'm', messages })),
      count: CALLS,
    },
    stream: {
      ours: async () => {
        for await (const _ of client.stream(PROMPT).textStream);
      },
      bare: async () => {
        for await (const _ of await bare.chat.completions.create({ model: 'm', messages, stream: true }));
      },
      count: CHUNKS,
    },
  };
  const figures = { chat: { ours: [], bare: [] }, stream: { ours: [], bare: [] } } as Record<
    'chat' | 'stream',
    Record<'ours' | 'bare', number[]>
  >;
  for (let round = -1; round < ROUNDS; round += 1)
    for (const subject of ['chat', 'stream'] as const)
      for (const who of ['ours', 'bare'] as const) {
        const { count } = subjects[subject];
        const value = await cpu(count, subjects[subject][who]);
        if (round >= 0) figures[subject][who].push(value); // the first round warms up
      }
  server.closeAllConnections();
  server.close();
  const row = (what: string, subject: 'chat' | 'stream', atMost: number): Measure => ({
    what,
    unit: 'µs',
    ours: median(figures[subject].ours),
    peer: { name: 'openai', value: median(figures[subject].bare) },
    bar: { atMost },
  });
  return [
    row(`CPU of a chat call, ${CONCURRENCY} at a time, client and loopback server`, 'chat', 0.85),
    row(`CPU of a chunk of a stream of ${CHUNKS} chunks of 6 B, client and loopback server`, 'stream', 1),
  ];
}
