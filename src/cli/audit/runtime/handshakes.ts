import { connect } from 'node:tls';
import type { Handshakes } from '../../../scanner/runtime/gateway/tls.ts';

const TIMEOUT_MS = 10_000;

/** How a server speaks TLS. Nothing is sent after the handshakes. Rejects where nothing listens. */
export async function handshakesWith({ hostname, port, host }: URL, signal: AbortSignal): Promise<Handshakes> {
  const to = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 443) };
  try {
    const { protocol, validTo } = await shake(to, {}, signal);
    return { subject: host, protocol, validTo, old: await oldVersion(to, signal) };
  } catch (error) {
    const code = codeOf(error);
    if (!DISTRUST.test(code)) throw error;
    return { subject: host, distrust: code };
  }
}

/** How OpenSSL and Node name what is wrong with a certificate. */
const DISTRUST = /CERT|SIGNATURE|ALTNAME|ISSUER|CHAIN/;

const OLD = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;

async function oldVersion(to: Target, signal: AbortSignal): Promise<string | false | undefined> {
  try {
    return (await shake(to, OLD, signal)).protocol;
  } catch (error) {
    signal.throwIfAborted();
    return /NO_PROTOCOLS_AVAILABLE|UNSUPPORTED/.test(codeOf(error)) ? undefined : false;
  }
}

interface Target {
  readonly host: string;
  readonly port: number;
}

function shake(to: Target, versions: Partial<typeof OLD>, signal: AbortSignal) {
  return new Promise<{ protocol: string | undefined; validTo: number }>((resolve, reject) => {
    signal.throwIfAborted();
    const isName = !/^[\d.]+$|:/.test(to.host);
    const socket = connect({ ...to, ...versions, ...(isName && { servername: to.host }) });
    const stop = () => socket.destroy(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('no handshake in time')));
    socket.once('secureConnect', () => {
      const validTo = Date.parse(socket.getPeerCertificate().valid_to);
      resolve({ protocol: socket.getProtocol() ?? undefined, validTo });
      socket.destroy();
    });
    socket.once('error', reject);
    socket.once('close', () => {
      signal.removeEventListener('abort', stop);
      reject(new Error('closed before the handshake'));
    });
  });
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException | undefined)?.code ?? '');
