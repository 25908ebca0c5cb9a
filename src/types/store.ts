/** Keeps strings by key: an unstorage storage, `localStorage`, or a few lines around a database. May answer with promises. */
export interface Store {
  /** The string; anything else counts as missing. */
  getItem(key: string): unknown;
  /** `ttl`: whole seconds after which the item may be dropped. */
  setItem(key: string, value: string, options?: { readonly ttl?: number }): unknown;
  removeItem(key: string): unknown;
}
