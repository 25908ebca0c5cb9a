import type { NamingVault } from '../vault/names.ts';
import { type TenantVault, type TenantVaultOptions, tenantVaultOver } from '../vault/tenant-vault.ts';
import { type VaultOptions, vaultOver } from '../vault/vault.ts';
import { nodePrimitives } from './vault/primitives.ts';

export * from '../vault/shared.ts';
export { fileStore } from './vault/file-store.ts';

/** The same `vault`, by node:crypto. */
export const vault: (options: VaultOptions) => NamingVault = vaultOver(nodePrimitives);

/** The same `tenantVault`, by node:crypto. */
export const tenantVault: (options: TenantVaultOptions) => TenantVault = tenantVaultOver(vault);
