import { DISGUISE } from './rules/disguise.ts';
import { HIDING } from './rules/hiding.ts';
import { ORDER } from './rules/order.ts';
import type { UnicodeFacts } from './rules/rule.ts';

export type UnicodeRule = (typeof HIDING | typeof ORDER | typeof DISGUISE)[number]['rule'];

/** Every rule, with its source, examples, what stays, and known misses. Sections are of the Unicode Standard, version 17. */
export const UNICODE_RULES: readonly (UnicodeFacts & { readonly rule: UnicodeRule })[] = [
  ...HIDING,
  ...ORDER,
  ...DISGUISE,
];
