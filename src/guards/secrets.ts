import type { StreamGuard } from '../types/guard.ts';
import { SecretReader } from './secrets/reader.ts';
import { shadowed } from './shadow.ts';

export { SECRET_RULES } from './secrets/rules.ts';

/** A published example, which scores a half, only warns. */
const BOTH = { block: 1, warn: 0.5 };

/**
 * Finds credentials that must not leave the process.
 *
 * @param text any length; linear time
 * @returns matches in order of start, none inside another; a match is the secret alone, without its name or its quotes
 * @see SECRET_RULES for each rule's source and known misses
 */
export const secrets: StreamGuard = shadowed({
  id: 'secrets',
  reach: 8_192, // of a key block; a stream holds only what its reader says
  stages: ['input', 'output'],
  thresholds: { trusted: BOTH, user: BOTH, untrusted: BOTH },
  scan: (text) => new SecretReader().read(text, true),
  reader: () => new SecretReader(),
});
