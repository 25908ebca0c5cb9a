/** Keeps strings by key: an unstorage storage, `localStorage`, or a few lines around a database. May answer with promises. */
export interface Store {
  /** The string; anything else counts as missing. */
  getItem(key: string): unknown;
  /** `ttl`: whole seconds after which the item may be dropped. */
  setItem(key: string, value: string, options?: { readonly ttl?: number }): unknown;
  removeItem(key: string): unknown;
}

/** A store that many processes may write to. An object is no answer of its `getItem`: it is refused rather than written over. */
export interface ConversationStore extends Store {
  /**
   * Puts `after` in the place of `before` (undefined: of nothing) in one step, and answers `true`; anything else where
   * something else is there. Without it the item is read, compared and written, in three. `ttl` as `setItem` has it.
   */
  compareAndSet?(key: string, before: string | undefined, after: string, options?: { readonly ttl?: number }): unknown;
  /** The keys that begin with `base`: what `client.purgeConversations` needs. */
  getKeys?(base: string): readonly string[] | Promise<readonly string[]>;
}
