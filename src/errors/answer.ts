import { SecureLLMError } from './base.ts';

/** The answer was cut at the token limit, so it cannot be parsed. */
export class OutputTruncatedError extends SecureLLMError {
  override readonly name = 'OutputTruncatedError';
  readonly code = 'ERR_OUTPUT_TRUNCATED';
  readonly retryable = false;
  constructor() {
    super('The answer was cut at the token limit before it was complete: raise `maxOutputTokens`');
  }
}

/** The answer does not fit the schema, also after it was asked for again. `issues` are paths and rules, never values. */
export class SchemaError extends SecureLLMError {
  override readonly name = 'SchemaError';
  readonly code = 'ERR_SCHEMA';
  readonly retryable = true;
  readonly issues: readonly { readonly path: string; readonly rule: string }[];
  constructor(issues: readonly { readonly path: string; readonly rule: string }[]) {
    const [first] = issues;
    const example = first ? ` (first: \`${first.path || 'the whole value'}\` ${first.rule})` : '';
    super(
      `The answer does not fit the schema in ${issues.length} place(s)${example}: simplify it or use a larger model`,
    );
    this.issues = issues;
  }
}
