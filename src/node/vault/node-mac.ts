import { createHmac, createSecretKey } from 'node:crypto';
import type { MacOf } from '../../vault/audit/mac.ts';

/** The same marks as WebCrypto makes, at a tenth of the cost. */
export const nodeMac: MacOf = (bytes) => {
  const key = createSecretKey(bytes);
  return (text) => createHmac('sha256', key).update(text).digest('hex');
};
