import { type OpenContent, openContentBy } from './audit/content.ts';
import { type AuditLog, type AuditLogOptions, auditLogBy } from './audit/log.ts';
import { webMac } from './audit/mac.ts';
import { type VerifyLog, verifyLogBy } from './audit/verify.ts';
import type { NamingVault } from './names.ts';
import { type TenantVault, type TenantVaultOptions, tenantVaultOver } from './tenant-vault.ts';
import { type VaultOptions, vaultOver } from './vault.ts';
import { webPrimitives } from './web-primitives.ts';

export * from './shared.ts';

/** Encrypts records with AES-256-GCM, each with a key of its own from the key ring. Format and guarantees: docs/at-rest.md. */
export const vault: (options: VaultOptions) => NamingVault = vaultOver(webPrimitives);

/** A vault that can erase a tenant by deleting one key. */
export const tenantVault: (options: TenantVaultOptions) => TenantVault = tenantVaultOver(vault);

/**
 * An audit log that proves itself: every record is a line of canonical JSON, chained to the one before by HMAC-SHA-256 under a
 * key of the ring. Pass it as the client's `audit` option, and call `close` at the end. Throws TypeError for an option at
 * fault. Format and guarantees: docs/audit-log.md.
 */
export const auditLog: (options: AuditLogOptions) => AuditLog = auditLogBy(webMac, vault);

/**
 * Reads a log from end to end, once, in the memory of its longest line. Throws IntegrityError at the first line that is not
 * what was written there: `reason` says what was done, `place` names the line, from 1.
 */
export const verifyLog: VerifyLog = verifyLogBy(webMac);

/**
 * What was asked and answered, from a record of a log that keeps it; undefined where the record has no content. Throws
 * IntegrityError where the ring does not open it, or it was sealed for another record.
 */
export const openContent: OpenContent = openContentBy(vault);
