import type { ConversationStore, Store } from '../types/store.ts';

/** A store that can say what it holds, as an unstorage storage can. */
export interface ListedStore extends Store {
  /** The keys that begin with `base`. */
  getKeys(base?: string): readonly string[] | Promise<readonly string[]>;
}

/** A store that can also tell whether it holds what somebody has read, and write only then. */
export interface ComparingStore extends ListedStore {
  compareAndSet: NonNullable<ConversationStore['compareAndSet']>;
}
