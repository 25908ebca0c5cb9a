import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseJson } from '../../../src/lib/json.ts';

/** A server that begins to answer as OpenAI does, and holds the rest back. A whole answer is held from the beginning. */
export interface HeldModel extends AsyncDisposable {
  readonly url: string;
  /** Calls that are neither answered nor given up. */
  readonly open: number;
  /** Says some more, in every stream. */
  goOn(): void;
  /** Ends every stream well. */
  finish(): void;
}

export async function heldModel(): Promise<HeldModel> {
  const open = new Set<ServerResponse>();
  const server = createServer(async (request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    const { stream } = parseJson(Buffer.concat(await request.toArray()).toString()) as { readonly stream?: boolean };
    if (!stream) return;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    say(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    get open() {
      return open.size;
    },
    goOn() {
      for (const response of open) say(response);
    },
    finish() {
      for (const response of open) response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** More than the screen of the answer holds back. */
const say = (response: ServerResponse) => void response.write(chunk({ content: 'word '.repeat(400) }));

const chunk = (delta: object, finish_reason: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
