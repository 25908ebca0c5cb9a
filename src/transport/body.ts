import { ResponseFormatError, ResponseTooLargeError } from '../errors.ts';
import type { Exchange } from './exchange.ts';
import { joined } from './joined.ts';
import { networkFault } from './network-fault.ts';
import type { Reply } from './transport.ts';

/** The bytes of a reply, counted as they come. */
export interface Body {
  /**
   * The next bytes, undefined at the end. Throws the signal's reason after an abort, also where the body ignores the
   * signal; NetworkError when the connection breaks; ResponseTooLargeError past `maxResponseBytes`.
   */
  read(): Promise<Uint8Array | undefined>;
  /** Lets go of the rest, without waiting. May be called again. */
  close(): void;
}

export function openBody(reply: Reply, { provider, signal, limits: { maxResponseBytes } }: Exchange): Body {
  if (reply.bodyUsed || reply.body?.locked)
    throw new ResponseFormatError('The reply was read before it got here', { provider });
  const reader = reply.body?.getReader();
  const cancel = () => void reader?.cancel().then(undefined, () => {});
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  let received = 0;
  return {
    async read() {
      const step = await reader?.read().catch((cause: unknown) => {
        signal.throwIfAborted();
        throw networkFault(cause, provider, 'read');
      });
      signal.throwIfAborted();
      if (!step || step.done) return undefined;
      if (!ArrayBuffer.isView(step.value)) throw new ResponseFormatError('The body is not made of bytes', { provider });
      received += step.value.byteLength;
      if (received > maxResponseBytes)
        throw new ResponseTooLargeError('response', maxResponseBytes, 'maxResponseBytes');
      return step.value;
    },
    close() {
      signal.removeEventListener('abort', cancel);
      cancel();
    },
  };
}

/** The whole body as text. Invalid UTF-8 is a ResponseFormatError; a byte order mark is left out. */
export async function readText(reply: Reply, exchange: Exchange): Promise<string> {
  const body = openBody(reply, exchange);
  const pieces: Uint8Array[] = [];
  try {
    for (let bytes = await body.read(); bytes; bytes = await body.read()) pieces.push(bytes);
  } finally {
    body.close();
  }
  try {
    return WHOLE.decode(joined(pieces));
  } catch {
    throw new ResponseFormatError('The reply is not valid UTF-8', { provider: exchange.provider });
  }
}

/** Engines are much faster at one whole text than at its pieces. */
const WHOLE = new TextDecoder('utf-8', { fatal: true });

/** One piece of UTF-8; without bytes, the end of it. */
export function decode(decoder: TextDecoder, bytes: Uint8Array | undefined, { provider }: Exchange): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    throw new ResponseFormatError('The reply is not valid UTF-8', { provider });
  }
}
