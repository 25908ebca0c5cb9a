import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { openaiChat } from '../../../src/testing/dialects/openai-chat.ts';

/**
 * A process that answers as a provider would: `node server-process.ts CHUNKS PACKET PAUSE`, pieces of 6 characters in a stream,
 * how many of them are in a packet, and the milliseconds between packets (at once where there are none). Sends its URL as a message.
 */
const [count = 0, size = 1, pauseMs = 0] = process.argv.slice(2).map(Number);

const whole = JSON.stringify(openaiChat.whole('It is sunny.'));
const WORDS = ['sunny ', 'it is ', 'in the', ' city ', 'later ', 'clouds', ', warm'];
const silent = openaiChat.stream(WORDS, { usage: null });
const packetFrom = (first: number) =>
  Array.from({ length: size }, (_, at) => silent.texts[(first + at) % WORDS.length]).join('');
const packetsFrom = WORDS.map((_, first) => packetFrom(first)); // no two events are the same
const end = (usage: boolean) => (usage ? openaiChat.stream(WORDS) : silent).ending.join('');

async function* packets(usage: boolean): AsyncGenerator<string, void> {
  yield silent.opening.join('');
  for (let sent = 0; sent < count; sent += size) {
    yield packetsFrom[sent % WORDS.length] ?? '';
    if (pauseMs > 0) await wait(pauseMs);
    else if (size === 1) await turn(); // or the next one would go with it
  }
  yield end(usage);
}

const server = createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString();
  const { stream: streams, stream_options: options } = JSON.parse(body);
  response.writeHead(200, { 'content-type': streams ? 'text/event-stream' : 'application/json' });
  if (streams) Readable.from(packets(options?.include_usage === true), { objectMode: false }).pipe(response);
  else response.end(whole);
});
server.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
});
