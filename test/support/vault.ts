import type { Vault } from '../../src/types/vault.ts';
import { keyRing, newKey, vault } from '../../src/vault/index.ts';

/** A vault with a key of its own. */
export const testVault = (): Vault => vault({ keyRing: keyRing({ current: 'k1', keys: { k1: newKey() } }) });
