import type { RuleFacts } from '../rule.ts';
import { FORMS } from './forms.ts';
import { factsOf, GROUPS } from './groups.ts';
import { NAMED } from './named.ts';
import { VENDORS } from './vendors.ts';

/** Every rule, with its source, examples and known misses. Of two on the same span the earlier one counts. */
export const SECRET_RULES: readonly RuleFacts[] = [...VENDORS, ...GROUPS.map(factsOf), ...FORMS, ...NAMED];
