import type { SecureLLMClient } from '../../src/index.ts';
import type { Ledger } from './ledger.ts';
import type { Sources } from './sources.ts';
import type { Stage } from './stage.ts';

/** What every step works with. */
export interface Show {
  readonly stage: Stage;
  /** The client of the provider that was asked for; its records go to the ledger. */
  readonly client: SecureLLMClient;
  readonly ledger: Ledger;
  readonly sources: Sources;
  /** The question of the first step, where one was given. */
  readonly prompt: string | undefined;
  readonly signal: AbortSignal;
}

export type Step = (show: Show) => Promise<void>;
