import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { UsageError } from '../usage-error.ts';
import { type Certificate, keepCertificate, readCertificate } from './certificate.ts';
import type { Place } from './place.ts';

const MIN_VERSION = 'TLSv1.2';
const HSTS = 'max-age=31536000';

const TIMES = {
  headersTimeout: 10_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 65_000, // longer than proxies keep theirs, so that none sends into a closed one
};

/** A server that listens, and how to end it. */
export interface Listening {
  readonly port: number;
  /** Takes nothing new and waits for what runs; `cut` breaks off what is left. */
  readonly drained: () => Promise<void>;
  readonly cut: () => void;
}

/** Throws UsageError where it cannot listen. */
export async function listen(place: Place, handler: RequestListener, tell: (text: string) => void): Promise<Listening> {
  let closing = false;
  const answer: RequestListener = (request, response) => {
    if (place.tls) response.setHeader('strict-transport-security', HSTS);
    if (closing) response.setHeader('connection', 'close');
    response.once('close', () => closing && server.closeIdleConnections());
    handler(request, response);
  };
  const certificate = place.tls && (await readCertificate(place.tls));
  const server = certificate ? secureServer(certificate, answer) : createServer(TIMES, answer);
  server.listen(place.port, place.host);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(WHY[error.code ?? ''] ?? `the server cannot listen (${error.code}): see --host and --port`);
  });
  const leave = place.tls && keepCertificate(server as SecureServer, place.tls, MIN_VERSION, tell);
  const closed = once(server, 'close');
  return {
    port: (server.address() as AddressInfo).port,
    async drained() {
      closing = true;
      leave?.();
      server.close();
      await closed;
    },
    cut: () => server.closeAllConnections(),
  };
}

const secureServer = (certificate: Certificate, answer: RequestListener): Server =>
  createSecureServer({ ...TIMES, ...certificate, minVersion: MIN_VERSION }, answer);

const WHY: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is taken: give another with --port, or 0 for one that is free',
  EACCES: 'the port is not for everybody: give one above 1023 with --port',
  EADDRNOTAVAIL: '--host is no address of this machine',
  ENOTFOUND: '--host is no address of this machine',
};
