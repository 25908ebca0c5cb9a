import { hash } from 'node:crypto';
import type { TokenHash } from '../../gateway/auth/token-hash.ts';

/** By node:crypto, at once: WebCrypto hands even this little to another thread. */
export const nodeHash: TokenHash = (token) => hash('sha256', token);
