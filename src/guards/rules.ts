import { ENTITY_RULES } from './entities/rules.ts';
import { MODEL_FACTS } from './injection/model/facts.ts';
import { INJECTION_RULES } from './injection.ts';
import { LEAK_RULES } from './leak.ts';
import { LINK_RULES } from './links.ts';
import { PERSONAL_DATA_RULES } from './personal-data.ts';
import type { RuleFacts } from './rule.ts';
import { SECRET_RULES } from './secrets.ts';
import { TOOL_INPUT_RULES } from './tool-input.ts';
import { UNICODE_RULES } from './unicode.ts';

/** The rules of every built-in guard, with what they find, where that comes from and what they miss. */
export const RULES = {
  unicode: UNICODE_RULES,
  secrets: SECRET_RULES,
  pii: [...PERSONAL_DATA_RULES, ...ENTITY_RULES],
  injection: [...INJECTION_RULES, MODEL_FACTS],
  links: LINK_RULES,
  leak: LEAK_RULES,
  'tool-input': TOOL_INPUT_RULES,
} as const satisfies { readonly [guard: string]: readonly RuleFacts[] };
