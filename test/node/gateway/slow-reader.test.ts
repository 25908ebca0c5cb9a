import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openaiChat } from '../../../src/testing/dialects/openai-chat.ts';
import { serve, until } from '../../support/loopback.ts';
import { BEARER, head } from '../../support/wire.ts';

const MB = 2 ** 20;
const FLOOD = 500 * MB;
const WARM = 200 * MB;

/** A provider that says as much as it is let. */
async function flooding() {
  const flood = { bytes: 0, left: 0 };
  const packet = openaiChat.stream(new Array(100).fill('word after word '), { usage: null }).texts.join('');
  function* packets() {
    for (; flood.bytes < FLOOD; flood.bytes += packet.length) yield packet;
  }
  const server = await serve((request, response) => {
    request.resume();
    response.once('close', () => flood.left++);
    Readable.from(packets(), { objectMode: false }).pipe(
      response.writeHead(200, { 'content-type': 'text/event-stream' }),
    );
  });
  return { server, flood };
}

const body = JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'Go on' }] });
const QUESTION =
  head(
    'POST /v1/chat/completions HTTP/1.1',
    'Host: a',
    BEARER,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ) + body;

const told = async (child: ChildProcess): Promise<number> => Number((await once(child, 'message'))[0]);

/** Resolves with a number that has stood still for half a second. */
async function settled(count: () => number): Promise<number> {
  for (let before = -1; before !== count(); await wait(500)) before = count();
  return count();
}

test('FA-14: a caller who reads nothing holds the provider back, and memory stays as it is', {
  timeout: 60_000,
}, async () => {
  const { server, flood } = await flooding();
  await using _ = server;
  const child = fork(new URL('gateway-process.ts', import.meta.url), [`${server.url}/v1`], {
    stdio: 'ignore',
    execArgv: ['--expose-gc'],
  });
  onTestFinished(() => void child.kill());
  const port = await told(child);
  const rss = async () => {
    child.send('rss');
    return told(child);
  };
  const ask = async () => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(QUESTION);
    await once(socket, 'readable'); // and nothing is read
    return socket;
  };
  const reader = await ask();
  reader.resume(); // a heap grows to its size at work, and keeps it
  await until(() => flood.bytes > WARM);
  reader.destroy();
  await until(() => flood.left === 1);
  flood.bytes = 0;
  const before = await rss();
  const socket = await ask();
  const sent = await settled(() => flood.bytes);
  const held = async () => expect((await rss()) - before).toBeLessThanOrEqual(32 * MB);
  await vi.waitFor(held, { timeout: 10_000, interval: 200 }); // freed pages go back to the system later
  expect(sent).toBeLessThan(FLOOD / 4); // that is what the system keeps on the way
  socket.destroy();
  await until(() => flood.left === 2); // and the provider is let go at once
});
