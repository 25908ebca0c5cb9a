import { expect } from 'vitest';
import { vault as nodeVault } from '../../src/node/vault.ts';
import { IntegrityError, type IntegrityReason, keyRing, vault as webVault } from '../../src/vault/index.ts';
import type { ListedStore } from '../../src/vault/store.ts';

export const bytes = (fill: number, length = 32): Uint8Array => new Uint8Array(length).fill(fill);

export const ring = keyRing({ current: 'k2', keys: { k1: bytes(1), k2: bytes(2) } });

export const TWINS = [
  ['WebCrypto', webVault],
  ['node:crypto', nodeVault],
] as const;

export const CONTEXT = { purpose: 'note', tenant: 'acme', id: 'n1', version: 3 };

/** That a promise fails with this reason, and with nothing of the text in the error. */
export async function expectReason(
  promise: Promise<unknown>,
  reason: IntegrityReason | readonly IntegrityReason[],
  secret = 'attack at dawn',
): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(IntegrityError);
  expect([reason].flat()).toContain(error.reason);
  expect(`${error.stack}${JSON.stringify(error)}`).not.toContain(secret);
}

/** The interface of an unstorage storage: everything answers with promises, keys are normalised, a base ends in a colon. */
export function likeUnstorage(): { readonly store: ListedStore; readonly items: Map<string, string> } {
  const items = new Map<string, string>();
  const normal = (key: string) => key.replace(/[/\\]/g, ':').replace(/:+/g, ':').replace(/^:|:$/g, '');
  const store: ListedStore = {
    getItem: async (key) => items.get(normal(key)) ?? null,
    setItem: async (key, value) => void items.set(normal(key), value),
    removeItem: async (key) => void items.delete(normal(key)),
    getKeys: async (base = '') => {
      const start = base === '' ? '' : `${normal(base)}:`;
      return [...items.keys()].filter((key) => key.startsWith(start) && !key.endsWith('$'));
    },
  };
  return { store, items };
}
