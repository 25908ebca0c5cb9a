import { readFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type ChatResult, isSecureLLMError, SecureLLMClient, TimeoutError } from '../src/index.ts';
import { type Fault, faultServer, faults } from '../src/node/testing.ts';
import { anthropic } from '../src/providers/anthropic/index.ts';
import { google } from '../src/providers/google/index.ts';
import { openai } from '../src/providers/openai/index.ts';
import type { Call, Provider } from '../src/types/call.ts';
import { CAPS, MAKERS, MATRIX, type Row } from './support/fault-matrix.ts';
import { hurriedClock } from './support/hurried-clock.ts';
import { listenersOf } from './support/listeners.ts';

type Outcome = { readonly result: ChatResult } | { readonly error: unknown };

const settled = (asked: Promise<ChatResult>): Promise<Outcome> =>
  asked.then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );

/** An outcome in the words of the table. */
function inWords(outcome: Outcome, requests: number): string {
  if ('result' in outcome) return `${requests} × ok`;
  const { error } = outcome;
  if (!isSecureLLMError(error)) return `${requests} × ${String(error)}`;
  const phase = error instanceof TimeoutError ? ` ${error.phase}` : '';
  return `${requests} × ${error.code}${phase}${error.retryable ? ', retryable' : ''}`;
}

/** Resolves when nothing is owed any more, or soon. */
async function quiet(isQuiet: () => boolean): Promise<void> {
  const until = performance.now() + 2_000;
  while (!isQuiet() && performance.now() < until) await turn();
}

/** Whoever is asked; the server answers in the dialect of each. */
type Asks = (baseURL: string) => Provider;

const asksChat: Asks = (baseURL) => openai({ baseURL, model: 'm', ...CAPS });

async function play({ act, where, limits, ...row }: Row, wire: Call['wire'], asks = asksChat): Promise<void> {
  const expected = wire === 'whole' ? row.chat : row.stream;
  await using server = await faultServer();
  const clock = hurriedClock(20);
  const { signal } = new AbortController();
  const listeners = listenersOf(signal);
  const timeout = limits(wire);
  const client = new SecureLLMClient({
    provider: asks(server.url),
    clock,
    throttle: { maxConcurrency: 1, adaptive: false }, // or what a 429 says would hold up the next call
  });
  const ask = (options: Parameters<typeof client.chat>[1] = {}) =>
    settled(
      wire === 'whole'
        ? client.chat('hi', { signal, ...options })
        : client.stream('hi', { signal, ...options }).final(),
    );

  server.next(act);
  const outcome = await ask({ timeout });
  expect(inWords(outcome, server.requests.length)).toBe(expected);
  if ('error' in outcome) {
    const shown = wire === 'stream' && where !== 'before' ? /^(?:Hel|x)/ : /^$/;
    expect((isSecureLLMError(outcome.error) && outcome.error.partial?.text) || '').toMatch(shown);
  }
  await quiet(() => server.openReplies === 0);
  expect([server.openReplies, clock.pending, listeners.size]).toEqual([0, 0, 0]);

  const passes = expected.startsWith('3') && timeout === undefined; // those that stall would have to be waited for again
  const before = server.requests.length;
  server.next(...(passes ? [act] : []), faults.reply('Hello'));
  expect(inWords(await ask(), server.requests.length - before)).toBe(`${passes ? 2 : 1} × ok`);
}

/** The same server, and how much of its answer was taken from it so far. */
function counted(act: Fault): { readonly act: Fault; readonly bytes: () => number } {
  let bytes = 0;
  return {
    bytes: () => bytes,
    *act(asked) {
      for (const step of act(asked)) {
        if (step.do === 'write') bytes += step.bytes.length;
        yield step;
      }
    },
  };
}

const floods = MATRIX.filter(({ chat }) => chat.endsWith('TOO_LARGE'));

describe('what has no end is left early, with bounded memory', () => {
  test.each(floods)('$fault, $where', async (row) => {
    const before = process.resourceUsage().maxRSS;
    for (const wire of ['whole', 'stream'] as const) {
      const { act, bytes } = counted(row.act);
      await play({ ...row, act }, wire);
      if (!row.fault.startsWith('gzip')) expect(bytes()).toBeLessThan(25_000_000); // what the system holds included
    }
    expect((process.resourceUsage().maxRSS - before) / 1_024).toBeLessThan(100);
  });
});

/** Other forms of a good answer. */
const GOOD = ['tool', 'object'];

test('every fault of the server is in the matrix, and every server of the matrix in its table', () => {
  const source = readFileSync(new URL('support/fault-matrix.ts', import.meta.url), 'utf8');
  expect(Object.keys(faults).filter((name) => !GOOD.includes(name) && !source.includes(`faults.${name}(`))).toEqual([]);
  expect(Object.keys(MAKERS).filter((name) => !MATRIX.some(({ fault }) => fault === name))).toEqual([]);
});

describe.concurrent('a fault, the call, its place, its timers and its connection', () => {
  test.each(MATRIX)('$fault, $where: $chat', { timeout: 15_000 }, (row) => play(row, 'whole'));
  test.each(MATRIX)('$fault, $where, streamed: $stream', { timeout: 15_000 }, (row) => play(row, 'stream'));
});

/** What depends on how an adapter reads its dialect; the rest is the same code for all. */
const BY_DIALECT = [
  '429 inside the answer',
  '503',
  'one byte at a time',
  'silence in the answer',
  'a reset in the answer',
  'a reset in one JSON',
  'a body that ends too early',
  'no body',
  'null in place of an answer',
  'a page with status 200',
  'a line of 50 MB',
];

describe.concurrent.each<[name: string, asks: Asks]>([
  ['responses', (baseURL) => openai({ baseURL, model: 'm', api: 'responses', ...CAPS })],
  ['anthropic', (baseURL) => anthropic({ baseURL, model: 'm', ...CAPS })],
  ['google', (baseURL) => google({ baseURL, model: 'm', ...CAPS })],
])('the same of %s', (name, asks) => {
  const rows = MATRIX.filter(({ fault }) => fault === `429 of ${name}` || BY_DIALECT.includes(fault));
  test.each(rows)('$fault, $where: $chat', { timeout: 15_000 }, (row) => play(row, 'whole', asks));
  test.each(rows)('$fault, $where, streamed: $stream', { timeout: 15_000 }, (row) => play(row, 'stream', asks));
});
