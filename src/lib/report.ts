import type { Call } from '../types/call.ts';
import type { Finding } from '../types/guard.ts';

/** Puts a finding on the trace of its call, and tells the listeners of the client. */
export function report({ trace, emit }: Pick<Call, 'trace' | 'emit'>, finding: Finding): void {
  trace.findings.push(finding);
  emit?.('finding', finding);
}
