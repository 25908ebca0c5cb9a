import { bytesOf, hexOf } from '../../lib/hex.ts';

const HMAC = { name: 'HMAC', hash: 'SHA-256' };
const DIGITS = 64;
const VERSION = 'v1.';

/**
 * Names requests and seals what is stored under a name, both by HMAC-SHA-256: without the key nobody can tell from a name
 * what was asked, and nothing that was damaged, moved or made up is taken for an answer.
 */
export class Seal {
  readonly #key: Promise<CryptoKey>;

  /** @param secret 32 bytes or more; without it a random one, of this process alone */
  constructor(secret: Uint8Array = crypto.getRandomValues(new Uint8Array(32))) {
    this.#key = crypto.subtle.importKey('raw', Uint8Array.from(secret), HMAC, false, ['sign', 'verify']);
    this.#key.catch(() => {}); // told by the first use
  }

  async nameOf(request: string): Promise<string> {
    return hexOf(await crypto.subtle.sign('HMAC', await this.#key, bytes('name', request)));
  }

  /** A text that says by itself whether it is whole. */
  async close(name: string, text: string): Promise<string> {
    const mark = await crypto.subtle.sign('HMAC', await this.#key, bytes('text', name, text));
    return `${VERSION}${hexOf(mark)}${text}`;
  }

  /** What was closed under this name; undefined for anything else. */
  async open(name: string, sealed: string): Promise<string | undefined> {
    if (!sealed.startsWith(VERSION)) return undefined;
    const text = sealed.slice(VERSION.length + DIGITS);
    const mark = bytesOf(sealed.slice(VERSION.length, VERSION.length + DIGITS));
    const isWhole = await crypto.subtle.verify('HMAC', await this.#key, mark, bytes('text', name, text));
    return isWhole ? text : undefined;
  }
}

/** No name holds a line feed, so no two lists give the same bytes. */
const bytes = (...texts: readonly string[]): Uint8Array<ArrayBuffer> => new TextEncoder().encode(texts.join('\n'));
