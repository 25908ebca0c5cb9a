import { createHash, hkdfSync } from 'node:crypto';
import { IntegrityError } from '../../src/errors.ts';
import type { KeyRing } from '../../src/types/vault.ts';

/** A key ring for tests: the keys are made of their names, and of `seed`, so that another seed has wrong keys. */
export function testRing(current = 'k1', names: readonly string[] = [current], seed = ''): KeyRing {
  return {
    current,
    async derive(id, info) {
      if (!names.includes(id)) throw new IntegrityError('unknown-key', id, 'is no key of this ring');
      const key = createHash('sha256').update(`${seed}:${id}`).digest();
      return new Uint8Array(hkdfSync('sha256', key, '', info, 32));
    },
  };
}
