import type { ReplyOptions } from '../transport/endpoint.ts';
import type { Fetch } from '../transport/fetch.ts';
import type { TokenRequest } from '../types/token-provider.ts';

/** A token with its end, as `POST /api/tokens` answers. */
export interface BrowserToken {
  readonly token: string;
  /** Epoch seconds. Absent: not known, so it is used until the gateway refuses it. */
  readonly expiresAt?: number | undefined;
}

export interface GatewayProviderOptions extends Pick<ReplyOptions, 'maxEventBytes' | 'maxResponseBytes'> {
  /** Where the gateway is: https, or http on this machine. `/api/chat` and its siblings are looked for under it. */
  readonly url: string;
  /**
   * Asks your own server for a token of this user. It is kept in memory only, renewed shortly before it ends and once after
   * the gateway refused it, and asked for once however many calls wait for it.
   */
  readonly token: (request: TokenRequest) => Promise<string | BrowserToken>;
  /** A public name of the gateway. @default the gateway's first */
  readonly model?: string | undefined;
  /** @default `globalThis.fetch`, looked up at every call */
  readonly fetch?: Fetch | undefined;
}
