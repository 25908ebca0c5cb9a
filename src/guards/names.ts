import { INJECTION_RULES } from './injection.ts';
import { LEAK_RULES } from './leak.ts';
import { LINK_RULES } from './links.ts';
import { PERSONAL_DATA_RULES } from './personal-data.ts';
import type { RuleFacts } from './rule.ts';
import { SECRET_RULES } from './secrets.ts';
import { UNICODE_RULES } from './unicode.ts';

/** The rules of every built-in guard, with what they find, where that comes from and what they miss. */
export const RULES = {
  unicode: UNICODE_RULES,
  secrets: SECRET_RULES,
  pii: PERSONAL_DATA_RULES,
  injection: INJECTION_RULES,
  links: LINK_RULES,
  leak: LEAK_RULES,
} as const satisfies { readonly [guard: string]: readonly RuleFacts[] };

const namesOf = (rules: readonly RuleFacts[]): readonly string[] => [
  ...new Set(rules.flatMap(({ rule, entity }) => (entity === undefined ? [rule] : [rule, entity]))),
];

/** What a policy may name, by guard: rules and entities. */
export const RULE_NAMES: { readonly [Name in keyof typeof RULES]: readonly string[] } = {
  unicode: namesOf(RULES.unicode),
  secrets: namesOf(RULES.secrets),
  pii: namesOf(RULES.pii),
  injection: namesOf(RULES.injection),
  links: namesOf(RULES.links),
  leak: namesOf(RULES.leak),
};
