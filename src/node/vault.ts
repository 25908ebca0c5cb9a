import { type OpenContent, openContentBy } from '../vault/audit/content.ts';
import { type AuditLog, type AuditLogOptions, auditLogBy } from '../vault/audit/log.ts';
import { type VerifyLog, verifyLogBy } from '../vault/audit/verify.ts';
import type { NamingVault } from '../vault/names.ts';
import { type TenantVault, type TenantVaultOptions, tenantVaultOver } from '../vault/tenant-vault.ts';
import { type VaultOptions, vaultOver } from '../vault/vault.ts';
import { nodeMac } from './vault/node-mac.ts';
import { nodePrimitives } from './vault/primitives.ts';

export * from '../vault/shared.ts';
export { type FileSinkOptions, fileSink, type RotateFiles } from './vault/file-sink.ts';
export { fileStore } from './vault/file-store.ts';

/** The same `vault`, by node:crypto. */
export const vault: (options: VaultOptions) => NamingVault = vaultOver(nodePrimitives);

/** The same `tenantVault`, by node:crypto. */
export const tenantVault: (options: TenantVaultOptions) => TenantVault = tenantVaultOver(vault);

/** The same `auditLog`, by node:crypto. */
export const auditLog: (options: AuditLogOptions) => AuditLog = auditLogBy(nodeMac, vault);

/** The same `verifyLog`, by node:crypto. */
export const verifyLog: VerifyLog = verifyLogBy(nodeMac);

/** The same `openContent`, by node:crypto. */
export const openContent: OpenContent = openContentBy(vault);
