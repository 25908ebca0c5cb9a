import type { Trust } from '../types/message.ts';
import { type Check, oneOf } from './check.ts';

/** Who may have written a text. */
export const TRUSTS: readonly Trust[] = ['trusted', 'user', 'untrusted'];

export const isTrust = (name: string): name is Trust => (TRUSTS as readonly string[]).includes(name);

export const TRUST: Check<Trust> = oneOf<Trust>(...TRUSTS);
