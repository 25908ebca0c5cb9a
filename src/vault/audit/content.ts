import { InvalidInputError } from '../../errors.ts';
import { show } from '../../lib/check.ts';
import { isRecord, parseJson } from '../../lib/json.ts';
import type { AuditContent } from '../../types/audit.ts';
import type { KeyRing, RecordContext, Vault } from '../../types/vault.ts';
import type { VaultOptions } from '../vault.ts';
import { fitting } from './room.ts';

/** Characters that a sealed text has beside its base64: version, key id, header and tag. */
const OVERHEAD = 256;

/** A record with its `content` sealed, in at most `maxChars` UTF-16 units more than it has without. */
export async function withSealedContent(
  record: { readonly content: object },
  maxChars: number,
  vault: Vault,
): Promise<object> {
  const plain = fitting(record.content, ((maxChars - OVERHEAD) * 3) / 4);
  return { ...record, content: await vault.seal(plain, placeOf(record)) };
}

/** Whether a record has content to seal. Throws InvalidInputError for what is none. */
export function hasContent(record: object): record is { readonly content: object } {
  if (!('content' in record) || record.content === undefined) return false;
  if (isRecord(record.content)) return true;
  throw new InvalidInputError(
    'record.content',
    `must be an object where the log seals it, got ${show(record.content)}`,
  );
}

export interface OpenContentOptions {
  readonly keyRing: KeyRing;
}

export type OpenContent = (record: object, options: OpenContentOptions) => Promise<AuditContent | undefined>;

/** An `openContent` by the vault of a runtime. */
export const openContentBy =
  (vaultOf: (options: VaultOptions) => Vault): OpenContent =>
  async (record, { keyRing }) => {
    if (!isRecord(record) || record.content === undefined) return undefined;
    const plain = await vaultOf({ keyRing }).open(record.content as string, placeOf(record));
    return parseJson(plain) as AuditContent;
  };

/** What the content of a record is bound to. */
function placeOf(record: object): RecordContext {
  const { scope, id } = record as { readonly scope?: unknown; readonly id?: unknown };
  return { purpose: 'audit', tenant: text(scope), id: text(id), version: 0 };
}

const text = (value: unknown): string => (typeof value === 'string' ? value.toWellFormed() : '');
