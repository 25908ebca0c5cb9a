import { keyRing, type NamingVault, newKey, vault } from '../../src/vault/index.ts';

/** A vault with a key of its own. */
export const testVault = (): NamingVault => vault({ keyRing: keyRing({ current: 'k1', keys: { k1: newKey() } }) });
