import { hexOf } from '../lib/hex.ts';
import type { Vault } from '../types/vault.ts';

/** The keys of a conversation in its store. The first is what is written to; the others are of older keys of the vault. */
export type Naming = (tenant: string, id: string) => Promise<readonly string[]>;

const PREFIX = 'secure-llm:conversation:';
const DIGITS = 32; // 128 bits

/** By the vault, so that a store learns no ids; by digests where it cannot; in the memory of a client as they are. */
export function namingOf(vault: Vault | undefined, isShared: boolean): Naming {
  const names = vault?.names?.bind(vault);
  if (names) return async (...place) => (await names('conversation', ...place)).map((name) => `${PREFIX}${name}`);
  const digest = isShared ? sha256 : async (texts: readonly string[]) => encodeURIComponent(JSON.stringify(texts));
  return async (tenant, id) => [`${PREFIX}${(await Promise.all([digest([tenant]), digest([tenant, id])])).join(':')}`];
}

/** What the names of one tenant begin with, and no others. */
export const groupOf = (name: string): string => name.slice(0, name.lastIndexOf(':') + 1);

async function sha256(texts: readonly string[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(texts)));
  return hexOf(digest).slice(0, DIGITS);
}
