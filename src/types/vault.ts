/** What a record is bound to: it opens under nothing else. */
export interface RecordContext {
  /** What kind of thing it is: `cache`, `conversation`, `audit`, or a name of your own. */
  readonly purpose: string;
  /** Whose it is; empty: nobody's in particular. */
  readonly tenant: string;
  readonly id: string;
  /** Counts the replacements of a record, from 0. An older one that a store gives back opens under its own number alone. */
  readonly version: number;
}

/** Encrypts what is kept, and tells whether it is what was kept. */
export interface Vault {
  /** A text that a store may keep. It says by itself which key it was made with, and nothing else. */
  seal(plain: string, context: RecordContext): Promise<string>;
  /** What was sealed under the same context. Throws IntegrityError for anything else. */
  open(sealed: string, context: RecordContext): Promise<string>;
  /**
   * What records are called in a store, so that it learns no ids: `<group>:<item>`, of which the group is the same for one
   * purpose and tenant. One for each key, the current one first.
   */
  names?(purpose: string, tenant: string, id: string): Promise<readonly string[]>;
}

/** Keys by id, of which the current one is for what is new and the others still open what is old. */
export interface KeyRing {
  readonly current: string;
  /** Every id, the current one first. @default the current one alone */
  readonly ids?: readonly string[];
  /**
   * 32 bytes for one use alone, from the key named `id` by HKDF-SHA-256 with `info` (RFC 5869). Throws IntegrityError for an
   * id that the ring does not hold.
   */
  derive(id: string, info: string): Promise<Uint8Array>;
}
