import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Act } from '../testing/acts.ts';
import { type Fault, faults } from '../testing/faults.ts';

/** A request as it arrived. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface FaultServer extends AsyncDisposable {
  /** The base URL of the API, such as `http://127.0.0.1:49152/v1`. */
  readonly url: string;
  /** What was received, in order. */
  readonly requests: readonly ReceivedRequest[];
  /** Connections open now. */
  readonly openSockets: number;
  /** Replies owed or begun that are neither ended nor broken off now. A connection kept for the next request is none. */
  readonly openReplies: number;
  /** Says what to do with the requests to come, one each; the last one is repeated. */
  next(...faults: readonly Fault[]): void;
  /** Breaks every connection and frees the port, at once. `await using` does it at the end of the block. */
  close(): Promise<void>;
}

/** A real server on the loopback address that misbehaves on demand. Nothing of it outlives `close`. */
export async function faultServer(): Promise<FaultServer> {
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  const queue: Fault[] = [];
  let openReplies = 0;
  let current = faults.status(
    501,
    {},
    JSON.stringify({ error: { message: 'faultServer has nothing to do: call `next`' } }),
  );

  const server = createServer((request, response) => {
    openReplies++;
    response.once('close', () => openReplies--);
    serve(request, response).catch(() => response.destroy()); // the peer has gone: there is nobody to tell
  });
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '', headers } = request;
    const body = Buffer.concat(await request.toArray()).toString();
    requests.push({ method, path: url, headers, body });
    current = queue.shift() ?? current;
    await perform(current(wantsStream(body)), response);
  };
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {}); // a connection broken by the client is part of the game
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const close = async () => {
    if (!server.listening) return;
    const closed = [server, ...sockets].map((open) => new Promise((resolve) => open.once('close', resolve)));
    server.close();
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
  };
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    get openSockets() {
      return sockets.size;
    },
    get openReplies() {
      return openReplies;
    },
    next: (...faults) => queue.push(...faults),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function perform(acts: Iterable<Act>, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const packed = packer();
  for (const act of acts) {
    const packs = act.do === 'write' && act.gzip;
    await one(packs ? { do: 'write', bytes: packed(act.bytes) } : act, response, gone.signal);
  }
}

async function one(act: Act, response: ServerResponse, signal: AbortSignal): Promise<void> {
  switch (act.do) {
    case 'head':
      response.writeHead(act.status, act.headers).flushHeaders();
      return;
    case 'write':
      if (!response.write(act.bytes)) await once(response, 'drain', { signal });
      return;
    case 'raw':
      await new Promise((resolve) => response.socket?.write(act.bytes, resolve));
      return;
    case 'wait':
      await wait(act.ms, undefined, { signal, ref: false });
      return;
    case 'end':
      response.end();
      return;
    case 'hang-up':
      response.socket?.end();
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
  }
}

/** Packs; a bomb is one block again and again, which is packed once. */
function packer(): (bytes: string | Uint8Array) => Uint8Array {
  let last: { readonly bytes: string | Uint8Array; readonly gzip: Uint8Array } | undefined;
  return (bytes) => {
    if (last?.bytes !== bytes) last = { bytes, gzip: gzipSync(bytes) };
    return last.gzip;
  };
}

function wantsStream(body: string): boolean {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && 'stream' in parsed && parsed.stream === true;
  } catch {
    return false;
  }
}
