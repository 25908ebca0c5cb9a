export { IntegrityError, type IntegrityReason } from '../errors.ts';
export type { AuditAnswer, AuditContent, AuditMessage, AuditPart } from '../types/audit.ts';
export type { Store } from '../types/store.ts';
export type { KeyRing, RecordContext, Vault } from '../types/vault.ts';
export type { Checkpoint } from './audit/checkpoint.ts';
export type { OpenContentOptions } from './audit/content.ts';
export type { LogSource } from './audit/lines.ts';
export type { AuditLog, AuditLogOptions, CheckpointOptions, LogState } from './audit/log.ts';
export { type LogSink, type MemorySink, memorySink, type Opened } from './audit/sink.ts';
export { type StoreSink, type StoreSinkOptions, storeSink } from './audit/store-sink.ts';
export type { VerifiedLog, VerifyOptions } from './audit/verify.ts';
export { type KeyRingOptions, keyRing } from './key-ring.ts';
export type { KeySource, PassphraseKey, WrappedKey } from './key-source.ts';
export { memoryStore } from './memory-store.ts';
export type { NamingVault } from './names.ts';
export {
  type ListedSealedStore,
  type RotateOptions,
  type RotationProgress,
  type SealedStore,
  type SealedStoreOptions,
  sealedStore,
} from './sealed-store.ts';
export type { ComparingStore, ListedStore } from './store.ts';
export { newKey, type TenantVault, type TenantVaultOptions } from './tenant-vault.ts';
export type { VaultOptions } from './vault.ts';
