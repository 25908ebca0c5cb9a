import type { NamingVault } from './names.ts';
import { type TenantVault, type TenantVaultOptions, tenantVaultOver } from './tenant-vault.ts';
import { type VaultOptions, vaultOver } from './vault.ts';
import { webPrimitives } from './web-primitives.ts';

export * from './shared.ts';

/** Encrypts records with AES-256-GCM, each with a key of its own from the key ring. Format and guarantees: docs/at-rest.md. */
export const vault: (options: VaultOptions) => NamingVault = vaultOver(webPrimitives);

/** A vault that can erase a tenant by deleting one key. */
export const tenantVault: (options: TenantVaultOptions) => TenantVault = tenantVaultOver(vault);
