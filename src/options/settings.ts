import type { CustomGuard } from '../guards/safeguards.ts';
import type { AuditSink } from '../layers/audit.ts';
import type { Budget } from '../layers/budget-bill.ts';
import type { AnswerCache } from '../layers/cache.ts';
import type { BreakerLimits } from '../lib/breaker.ts';
import type { Slot } from '../lib/late.ts';
import type { TokenCounter } from '../lib/token-counter.ts';
import type { ToolLimits } from '../tools/policy.ts';
import type { Layer } from '../types/call.ts';
import type { Clock } from '../types/clock.ts';
import type { Ledger } from '../types/ledger.ts';
import type { Vault } from '../types/vault.ts';
import type { Candidates } from './candidates.ts';
import type { OutputOptions, RetryOptions, SanitizeOptions, SecureLLMClientOptions, TimeoutOptions } from './types.ts';

type Filled<T> = { readonly [Key in keyof T]-?: Exclude<T[Key], undefined> };

type OptionalRule = 'characters' | 'expect' | 'allow' | 'recognizers';

/** A budget whose ledger, where none was given, is made by the first call. */
export type BudgetSettings = Omit<Budget, 'ledger'> & { readonly ledger: Slot<Ledger> };

/** The options of a client with every default filled in. */
export interface Settings {
  /** The options as they were given, each read once. */
  readonly given: SecureLLMClientOptions;
  readonly candidates: Candidates;
  readonly sanitize: Filled<Omit<SanitizeOptions, OptionalRule>> & Pick<SanitizeOptions, OptionalRule>;
  readonly output: Filled<OutputOptions>;
  readonly mode: 'enforce' | 'report';
  readonly onGuardError: 'block' | 'allow';
  readonly guards: readonly CustomGuard[];
  /** Absent: every call is sent. */
  readonly answers: AnswerCache | undefined;
  /** Absent: what is kept is readable. */
  readonly vault: Vault | undefined;
  /** Absent: nothing is reserved. */
  readonly budget: BudgetSettings | undefined;
  /** Shared by the clients that count alike. */
  readonly counter: Slot<TokenCounter>;
  readonly retry: Filled<RetryOptions>;
  readonly breaker: BreakerLimits | false;
  readonly timeout: Filled<TimeoutOptions>;
  readonly toolPolicy: ToolLimits;
  readonly maxInputChars: number;
  readonly audit: AuditSink;
  readonly layers: readonly Layer[];
  readonly clock: Clock;
}
