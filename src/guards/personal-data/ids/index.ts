import type { CodeRule } from '../rule.ts';
import { UK } from './uk.ts';

/** Numbers of registers, by country. */
export const IDS: readonly CodeRule[] = [...UK];
