import type { Action, Finding } from '../types/guard.ts';
import type { CallContext } from './context.ts';

/** What the input safeguards say of an input. */
export interface CheckResult {
  /** The strongest of what the findings ask for: `block`, `redact`, `warn`; `allow` where nothing more is asked. */
  readonly action: Action;
  /** The first 100. */
  readonly findings: readonly Finding[];
}

/** Reads an input as a call would, and sends nothing. Throws InvalidInputError for what could not be sent anyway. */
export async function check({ operation, request }: CallContext, input: unknown): Promise<CheckResult> {
  const asked = request(input);
  const { action, findings } = await (await operation.screening.ready()).inspect(asked);
  return { action, findings };
}
