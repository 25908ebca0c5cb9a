import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { parseJson } from '../lib/json.ts';
import type { Act } from '../testing/acts.ts';
import { readRequest } from '../testing/dialects/index.ts';
import { faults } from '../testing/faults.ts';
import { type Fluent, fluent } from '../testing/fluent.ts';
import { Queue } from '../testing/queue.ts';
import type { Fault } from '../testing/replies.ts';

/** A request as it arrived. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * Every method of `faults` is one of the server, which adds what it makes and returns the server; each request takes the next,
 * and the last one is repeated.
 */
export interface FaultServer extends AsyncDisposable, Fluent<typeof faults, FaultServer> {
  /** The base URL of the API, such as `http://127.0.0.1:49152/v1`. The dialect is that of the path of each request. */
  readonly url: string;
  /** What was received, in order. */
  readonly requests: readonly ReceivedRequest[];
  /** Connections open now. */
  readonly openSockets: number;
  /** Replies owed or begun that are neither ended nor broken off now. A connection kept for the next request is none. */
  readonly openReplies: number;
  /** Adds faults that were made before, such as your own. */
  next(...faults: readonly Fault[]): FaultServer;
  /** Breaks every connection and frees the port, at once. `await using` does it at the end of the block. */
  close(): Promise<void>;
}

/** A real server on the loopback address that misbehaves on demand. Nothing of it outlives `close`. */
export async function faultServer(): Promise<FaultServer> {
  const requests: ReceivedRequest[] = [];
  const sockets = new Set<Socket>();
  const queue = new Queue('faultServer');
  let openReplies = 0;

  const http = createServer((request, response) => {
    openReplies++;
    response.once('close', () => openReplies--);
    serve(request, response).catch(() => response.destroy()); // the peer has gone: there is nobody to tell
  });
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '', headers } = request;
    const body = Buffer.concat(await request.toArray()).toString();
    requests.push({ method, path: url, headers, body });
    const asked = readRequest(new URL(url, 'http://127.0.0.1'), parseJson(body));
    await perform(queue.next()(asked), response);
  };
  http.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {}); // a connection broken by the client is part of the game
    socket.once('close', () => sockets.delete(socket));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;

  const close = async () => {
    if (!http.listening) return;
    const closed = [http, ...sockets].map((open) => new Promise((resolve) => open.once('close', resolve)));
    http.close();
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
  };
  const bare = {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    get openSockets() {
      return sockets.size;
    },
    get openReplies() {
      return openReplies;
    },
    next(...faults: readonly Fault[]): FaultServer {
      queue.add(...faults);
      return server;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  const server: FaultServer = fluent(faults, bare, (fault) => queue.add(fault));
  return server;
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
