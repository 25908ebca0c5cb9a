import type { Finding } from '../types/guard.ts';
import { SecureLLMError } from './base.ts';

/** A safeguard refused the input; nothing was sent. `findings` say what was found and where, never the text itself. */
export class InputBlockedError extends SecureLLMError {
  override readonly name = 'InputBlockedError';
  readonly code = 'ERR_INPUT_BLOCKED';
  readonly retryable = false;
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super(
      `The input was refused (${rulesOf(findings)}): remove what the findings point to, or change the rule's action in \`sanitize\` or \`guards\``,
    );
    this.findings = findings;
  }
}

/**
 * A safeguard refused the answer. What it found was not shown; `partial` has what was shown before it. `findings` say what
 * was found and where, never the text itself.
 */
export class OutputBlockedError extends SecureLLMError {
  override readonly name = 'OutputBlockedError';
  readonly code = 'ERR_OUTPUT_BLOCKED';
  readonly retryable = false;
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super(
      `The answer was withheld (${rulesOf(findings)}): ask in another way, or change the rule's action in \`output\` or \`guards\``,
    );
    this.findings = findings;
  }
}

const rulesOf = (findings: readonly Finding[]): string => [...new Set(findings.map(({ rule }) => rule))].join(', ');
