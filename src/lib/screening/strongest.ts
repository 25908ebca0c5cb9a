import type { Action } from '../../types/guard.ts';

const STRENGTH: readonly Action[] = ['block', 'redact', 'warn', 'allow'];

/** The strongest action among findings; `allow` for none. */
export const strongest = (findings: readonly { readonly action: Action }[]): Action =>
  STRENGTH.find((action) => findings.some((finding) => finding.action === action)) ?? 'allow';
