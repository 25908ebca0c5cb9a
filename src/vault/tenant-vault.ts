import { IntegrityError, InvalidInputError } from '../errors.ts';
import type { RecordContext } from '../types/vault.ts';
import { InTurn } from './in-turn.ts';
import { keyRing as ringOf } from './key-ring.ts';
import type { NamingVault } from './names.ts';
import { type ListedSealedStore, type RotateOptions, sealedStore } from './sealed-store.ts';
import type { ListedStore } from './store.ts';
import type { VaultOptions } from './vault.ts';

export interface TenantVaultOptions extends VaultOptions {
  /** Where the keys of the tenants are kept, sealed by the key ring. Back it up no longer than erased data may live. */
  readonly store: ListedStore;
}

/** A vault in which every tenant has a random key of its own, so that erasing one key erases all that it sealed. */
export interface TenantVault extends NamingVault {
  /** Makes the key of a tenant: once, in one place. Throws InvalidInputError where there is one, which goes on to hold. */
  admit(tenant: string): Promise<void>;
  /**
   * Deletes the key of a tenant: nothing that was sealed for it opens again, here at once, in other processes within a
   * minute, wherever its records were copied to. Copies of the key itself, in backups of its store, are yours to delete.
   */
  shred(tenant: string): Promise<void>;
  /** Seals the keys of the tenants anew, with the current key of the ring. What they sealed stays as it is. */
  rotate(options?: RotateOptions): Promise<number>;
}

interface Opened {
  readonly vault: NamingVault;
  readonly until: number;
}

const REMEMBERED_MS = 60_000;
const MOST = 1_000;
const KEY_ID = 'tenant';

/** Records without a tenant, and the names of all, are made with the key ring itself. */
export const tenantVaultOver =
  (vaultOf: (options: VaultOptions) => NamingVault) =>
  ({ keyRing, store }: TenantVaultOptions): TenantVault => {
    const common = vaultOf({ keyRing });
    const keys: ListedSealedStore = sealedStore(store, { vault: common, purpose: 'tenant-key' });
    const opened = new Map<string, Opened>();

    const turns = new InTurn();

    async function vaultFor(tenant: string, id: string): Promise<NamingVault> {
      if (tenant === '') return common;
      const known = opened.get(tenant);
      if (known && performance.now() < known.until) return known.vault;
      const vault = await turns.run(tenant, () => open(tenant)); // in turn: none is remembered that was just shredded
      if (vault) return vault;
      const rule = 'belongs to a tenant without a key: it was shredded, or never admitted by `admit`';
      throw new IntegrityError('unknown-key', id, rule);
    }

    async function open(tenant: string): Promise<NamingVault | undefined> {
      opened.delete(tenant);
      const secret = await keys.getItem(tenant);
      if (secret === null) return undefined;
      const vault = vaultOf({ keyRing: ringOf({ current: KEY_ID, keys: { [KEY_ID]: secret } }) });
      for (const oldest of opened.keys()) if (opened.size >= MOST) opened.delete(oldest);
      opened.set(tenant, { vault, until: performance.now() + REMEMBERED_MS });
      return vault;
    }

    return Object.freeze({
      names: (purpose: string, tenant: string, id: string) => common.names(purpose, tenant, id),
      seal: async (plain: string, context: RecordContext) =>
        (await vaultFor(context.tenant, context.id)).seal(plain, context),
      open: async (sealed: string, context: RecordContext) =>
        (await vaultFor(context.tenant, context.id)).open(sealed, context),
      async admit(tenant: string) {
        if (tenant === '') throw new InvalidInputError('tenant', 'must not be empty');
        await turns.run(tenant, async () => {
          if ((await keys.getItem(tenant)) !== null) throw new InvalidInputError('tenant', 'has a key already');
          await keys.setItem(tenant, newKey());
        });
      },
      shred: (tenant: string) =>
        turns.run(tenant, async () => {
          await keys.removeItem(tenant);
          opened.delete(tenant);
        }),
      rotate: (options?: RotateOptions) => keys.rotate(options),
    });
  };

/** 32 random bytes in base64, as `keyRing` takes them. */
export function newKey(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
}
