import type { RuleFacts } from '../rule.ts';

/** What an argument of a tool may end up in. */
export type ToolInputKind = 'shell' | 'sql' | 'path';

export interface ToolInputRule extends RuleFacts {
  readonly kind: ToolInputKind;
  /** Global; bounded, so that the time is linear. */
  readonly pattern: RegExp;
}

export const CWE_78 = 'CWE-78, OWASP OS Command Injection Defense Cheat Sheet';
export const CWE_89 = 'CWE-89, OWASP SQL Injection Prevention Cheat Sheet';
export const CWE_22 = 'CWE-22, OWASP Path Traversal';
