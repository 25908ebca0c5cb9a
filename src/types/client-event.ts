import type { Attempt } from './call.ts';
import type { ToolOutcome } from './event.ts';
import type { Finding } from './guard.ts';

/** Whose event it is. */
export interface EventOrigin {
  readonly operationId: string;
  readonly callId: string;
  readonly scope?: string;
}

/** A model of a provider. */
export interface Target {
  readonly provider: string;
  readonly model: string;
}

/** What a client tells its listeners, by name. Ids, numbers and names; never a prompt, an answer or a key. */
export interface ClientEvents {
  /** An attempt has ended, well or not. */
  readonly attempt: Attempt;
  /** A failed attempt is made again after `waitMs`. `attempt` counts the failed ones, from 1. */
  readonly retry: Target & { readonly errorCode?: string; readonly attempt: number; readonly waitMs: number };
  /** A call has waited for its place, or was refused one. */
  readonly throttle: Target & { readonly waitMs: number; readonly errorCode?: string };
  /** A breaker has changed. */
  readonly breaker: Target & { readonly state: 'open' | 'half-open' | 'closed' };
  /** The next provider is asked. */
  readonly fallback: { readonly from: Target; readonly to: Target; readonly errorCode?: string };
  /** A safeguard has found something. */
  readonly finding: Finding;
  /** A tool call has ended, well or not. A name that no tool has is the model's own word, and left out. */
  readonly tool: { readonly name?: string; readonly outcome: ToolOutcome; readonly durationMs: number };
  /** A budget was drawn on: what was reserved for a call, or what it came to in the end. */
  readonly budget: {
    readonly step: 'reserved' | 'settled' | 'refused';
    readonly tokens: number;
    readonly cost?: number;
    /** Whether usage was reported, or had to be estimated in part. */
    readonly estimated: boolean;
  };
}

/** Tells the listeners of a client; what they throw is theirs. */
export type Emit = <Name extends keyof ClientEvents>(name: Name, event: ClientEvents[Name]) => void;
