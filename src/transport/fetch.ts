import type { Reply, Transport } from './transport.ts';

/** The part of `fetch` that is used here. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Looks `globalThis.fetch` up at every call, so that one installed later (msw, a test, a proxy) is seen. */
export const lateFetch: Fetch = (input, init) => globalThis.fetch(input, init);

/** How a runtime sends requests: over the caller's own fetch, or, without one, in the way that suits it best. */
export type TransportOver = (fetch?: Fetch) => Transport;

/** Requests made by a fetch, which may do as it likes with the headers: they are a copy. */
export const overFetch: TransportOver =
  (fetch = lateFetch) =>
  (url) =>
  ({ headers, body, signal }) =>
    fetch(url, harden({ method: 'POST', headers: { ...headers }, body, signal }));

const HARDENED: readonly (readonly [keyof RequestInit & keyof Request, string])[] = [
  ['credentials', 'omit'],
  ['cache', 'no-store'],
  ['referrerPolicy', 'no-referrer'],
];

let hardened: RequestInit | undefined;

/**
 * A request that takes no cookie along, leaves no copy in a cache, and never follows a redirect: fetch would send the
 * prompt, and every key header but `authorization`, to the new host. Fields that a runtime does not have are left out,
 * as some of them throw at a field they do not know.
 */
export function harden(init: RequestInit): RequestInit {
  hardened ??= Object.fromEntries(
    HARDENED.filter(([field]) => typeof Request === 'function' && field in Request.prototype),
  );
  return { ...init, ...hardened, redirect: 'manual' };
}

/** Lets go of a body that nobody will read, so that its socket is freed. Never waited for: some bodies never settle. */
export function discard({ body }: Reply): void {
  if (body && !body.locked) body.cancel().then(undefined, () => {});
}
