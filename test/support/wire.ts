import { once } from 'node:events';
import { createServer, type ServerOptions } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { type NodeHandler, toNodeHandler } from '../../src/node/gateway.ts';
import { TOKEN } from './gateway.ts';

export interface Listening extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
}

/** A handler on a free port of the loopback address, for one test. */
export async function listen(handler: NodeHandler, options: ServerOptions = {}): Promise<Listening> {
  const server = createServer(options, handler);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A function as a handler. */
export const handlerOf = (fetch: (request: Request) => Promise<Response>): NodeHandler => toNodeHandler({ fetch });

/** What comes back for these bytes until the server closes the connection. */
export async function talk(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', (text) => {
    answer += text;
  });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => {}); // broken off is closed
  socket.write(bytes, 'latin1');
  await closed;
  return answer;
}

/** The status of every answer in what came back. */
export const statuses = (answer: string): readonly number[] =>
  Array.from(answer.matchAll(/HTTP\/1\.1 (\d+)/g), ([, status]) => Number(status));

export const BEARER = `Authorization: Bearer ${TOKEN}`;

/** The head of a request, with lines of its own; a line is ended by CRLF. */
export const head = (start: string, ...lines: readonly string[]): string => [start, ...lines, '', ''].join('\r\n');
