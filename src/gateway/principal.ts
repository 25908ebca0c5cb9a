/** What a principal may do: one of these for each kind of route. `tokens`: mint browser tokens. */
export const SCOPES = ['chat', 'summarize', 'sentiment', 'object', 'tokens'] as const;

export type Scope = (typeof SCOPES)[number];

/** What may be started in any 60 s, and what may be under way at a time. `Infinity`: not limited. */
export interface Rates {
  readonly requestsPerMinute?: number | undefined;
  /** In and out, estimated before a call and corrected behind it. */
  readonly tokensPerMinute?: number | undefined;
  /** Requests under way in one process. */
  readonly maxConcurrent?: number | undefined;
}

/** What may be spent in a window, in tokens, money or both. */
export interface Allotment {
  readonly maxTokens?: number | undefined;
  /** In the currency of the gateway's `prices`. */
  readonly maxCost?: number | undefined;
  /** Milliseconds from the first call in a window to its end. @default 86_400_000 */
  readonly windowMs?: number | undefined;
}

/** Who asks, as authentication found out. It comes from the credential alone, never from a body. */
export interface Principal {
  /** Limits, budgets and records go by it. At most 128 characters. */
  readonly id: string;
  /** Whose it is: conversations, caches and budgets of a tenant are shared by its principals. At most 128 characters. */
  readonly tenant?: string | undefined;
  readonly scopes: readonly Scope[];
  /** Names of models that it may ask for. @default all of the gateway */
  readonly models?: readonly string[] | undefined;
  /** Providers that its prompts may go to. @default all of the gateway */
  readonly providers?: readonly string[] | undefined;
  /** In the place of the gateway's own. */
  readonly limits?: Rates | undefined;
  readonly budget?: Allotment | undefined;
  /** The one web origin that it may come from: `https://app.example.com`. Requests without an `Origin` are refused then. */
  readonly origin?: string | undefined;
  /** Epoch seconds after which it is nobody. */
  readonly expiresAt?: number | undefined;
  /** Who minted its browser token: what it asks for counts against the limits and the budget of both. */
  readonly minter?: Minter | undefined;
}

export type Minter = Pick<Principal, 'id' | 'limits' | 'budget'>;

/** What a principal is counted by: that of no other, even where a minter and its user read like the id of somebody. */
export const nameOf = ({ id, minter }: Pick<Principal, 'id' | 'minter'>): string =>
  `${minter ? 'user' : 'principal'} ${id}`;

/** Whose answers are kept together: a tenant's, or those of one principal, though it be called like a tenant. */
export const scopeOf = (principal: Principal): string =>
  principal.tenant === undefined ? nameOf(principal) : `tenant ${principal.tenant}`;

/**
 * Tells who holds a bearer token; undefined: nobody known. Never trusts anything of the request but what it verifies.
 * Throws where it cannot tell, such as when a key server does not answer: the request is refused with status 503.
 */
export type Authenticator = (token: string, request: Request) => Promise<Principal | undefined>;
