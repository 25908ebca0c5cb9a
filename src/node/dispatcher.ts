/** The part of undici's `Dispatcher` that is used here (undici documentation, "Dispatcher", legacy handlers). */
export interface Dispatcher {
  dispatch(request: DispatchedRequest, handler: DispatchHandler): boolean;
}

export interface DispatchedRequest {
  readonly origin: string;
  readonly path: string;
  readonly method: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Told of one request, in this order; of `onComplete` and `onError` one is called, once. */
export interface DispatchHandler {
  /** A connection is there. May be called again, for another one. */
  onConnect(abort: () => void): void;
  /** Also called for statuses below 200, which announce another. False: pauses. */
  onHeaders(status: number, rawHeaders: readonly unknown[], resume: () => void): boolean;
  /** False: pauses. */
  onData(bytes: Uint8Array): boolean;
  onComplete(): void;
  onError(error: Error): void;
}

/** Where every undici of a process, that inside Node too, keeps the dispatcher of all fetches. 1: the interface above. */
const DISPATCHER = Symbol.for('undici.globalDispatcher.1');

let nodesFetch: unknown;

/**
 * What stands under `globalThis.fetch`: the connections of Node, or what the program put in their place, such as a proxy.
 * Undefined where fetch is not Node's own (a mock, another runtime), and before its first use.
 */
export function dispatcherOfFetch(): Dispatcher | undefined {
  const { fetch } = globalThis;
  if (fetch !== nodesFetch) {
    if (!isNodes(fetch)) return undefined;
    nodesFetch = fetch;
  }
  return (globalThis as { readonly [DISPATCHER]?: Dispatcher })[DISPATCHER];
}

/** By its source: whoever wraps it or takes its place has another one. */
const isNodes = (fetch: unknown): boolean =>
  typeof fetch === 'function' && Function.prototype.toString.call(fetch).includes("'internal/deps/undici/undici'");
