import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';

/** A server on 127.0.0.1 with a free port, for one test. `await using` closes it and its connections. */
export interface Loopback extends AsyncDisposable {
  /** `http://127.0.0.1:port`, without a path. */
  readonly url: string;
  /** Connections accepted so far. */
  readonly connections: () => number;
  /** Bytes received so far. */
  readonly received: () => number;
  /** Connections open now. */
  readonly open: () => number;
}

/** Answers requests by hand. */
export const serve = (
  answer: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
): Promise<Loopback> =>
  listen(
    createServer((request, response) => {
      response.on('error', () => {});
      void answer(request, response);
    }),
  );

/** Answers connections byte by byte, once a whole request head has come. */
export const serveRaw = (answer: (socket: Socket) => void | Promise<void>): Promise<Loopback> =>
  listen(
    createSocketServer((socket) => {
      let head = '';
      socket.on('data', function onData(bytes) {
        head += bytes.toString('latin1');
        if (!head.includes('\r\n\r\n')) return;
        socket.off('data', onData);
        void answer(socket);
      });
    }),
  );

/** Resolves once `holds` is true; looks every few milliseconds. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function listen(server: ReturnType<typeof createSocketServer>): Promise<Loopback> {
  const sockets = new Set<Socket>();
  let connections = 0;
  let received = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      received += socket.bytesRead;
      sockets.delete(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    connections: () => connections,
    received: () => [...sockets].reduce((sum, socket) => sum + socket.bytesRead, received),
    open: () => sockets.size,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
