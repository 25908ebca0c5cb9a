import type { RuleInfo } from '../report.ts';
import { CATEGORIES } from './categories/index.ts';

/** What the findings of probes name: one rule for each category. */
export const PROBE_RULES: readonly RuleInfo[] = CATEGORIES.map(({ rule }) => rule);
