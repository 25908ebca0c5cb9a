import { hexOf } from '../lib/hex.ts';
import type { KeyRing, Vault } from '../types/vault.ts';
import { wellFormed } from './context.ts';
import type { Primitives } from './primitives.ts';

/** A vault that also names what is kept, so that a store learns no ids. */
export interface NamingVault extends Vault {
  /**
   * The names of a record in a store: `<group>:<item>` in lower-case hexadecimal digits, one for each key of the ring, the
   * current one first. The group is the same for all records of one purpose and tenant.
   */
  names(purpose: string, tenant: string, id: string): Promise<readonly string[]>;
}

const utf8 = new TextEncoder();
const DIGITS = 32; // 128 bits

/** Names by HMAC-SHA-256: who lacks the key can neither guess an id nor tell whether a guess is right. */
export class Names<Root> {
  readonly #primitives: Primitives<Root>;
  readonly #keyRing: KeyRing;
  readonly #keys = new Map<string, Root>();

  constructor(primitives: Primitives<Root>, keyRing: KeyRing) {
    this.#primitives = primitives;
    this.#keyRing = keyRing;
  }

  async of(...context: readonly [purpose: string, tenant: string, id: string]): Promise<readonly string[]> {
    const [purpose, tenant, id] = context.map((text, index) => wellFormed(text, FIELDS[index] ?? ''));
    const { current, ids = [current] } = this.#keyRing;
    return Promise.all(
      ids.map(async (keyId) => {
        const key = await this.#key(keyId);
        const digests = await Promise.all([this.#mac(key, [purpose, tenant]), this.#mac(key, [purpose, tenant, id])]);
        return digests.join(':');
      }),
    );
  }

  async #mac(key: Root, texts: readonly unknown[]): Promise<string> {
    return hexOf(await this.#primitives.mac(key, utf8.encode(JSON.stringify(texts)))).slice(0, DIGITS);
  }

  async #key(keyId: string): Promise<Root> {
    const known = this.#keys.get(keyId);
    if (known !== undefined) return known;
    const bytes = await this.#keyRing.derive(keyId, 'secure-llm vault v1 names');
    const key = await this.#primitives.root(Uint8Array.from(bytes));
    this.#keys.set(keyId, key);
    return key;
  }
}

const FIELDS = ['purpose', 'tenant', 'id'];

/** The group that a name belongs to. */
export const groupOf = (name: string): string => name.slice(0, DIGITS);
