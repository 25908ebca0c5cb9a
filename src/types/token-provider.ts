/** What a TokenProvider is asked for. */
export interface TokenRequest {
  /** The server has just refused the last token: answer with a new one, whatever a cache of your own says. */
  readonly forceRefresh: boolean;
  /** Aborts once nobody waits for the token any more. */
  readonly signal: AbortSignal;
}

export interface AccessToken {
  /** Visible ASCII without spaces. */
  readonly token: string;
  /** Milliseconds since 1970. Absent: not known, so it is used until the server refuses it. */
  readonly expiresAt?: number | undefined;
}

/**
 * Fetches a short-lived access token: the option `credentials` of a provider. It needs no cache, no single flight and no
 * retry of its own: whoever sends requests keeps the token until shortly before it expires.
 */
export type TokenProvider = (request: TokenRequest) => Promise<AccessToken>;
