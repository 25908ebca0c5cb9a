import { withPlaceholders } from '../../guards/safeguards.ts';
import { PlaceholderTable } from '../../lib/placeholders.ts';
import type { Safeguard } from '../../lib/screening/safeguard.ts';
import type { Call, ChatRequest } from '../../types/call.ts';
import type { FenceWatch } from '../fence.ts';
import type { AnswerPolicy } from './answer.ts';
import { type Inspection, inspect, type RequestPolicy } from './request.ts';

/** What a client looks for, on the way out and on the way back. */
export interface ScreenPolicy extends RequestPolicy {
  /** The guards of the answer to a request. */
  readonly output: (request: ChatRequest) => readonly Safeguard[];
  /** What looks for our own marks; undefined: nobody does. */
  readonly marks: FenceWatch | undefined;
}

/**
 * Where values come back: in the text of an answer; in the JSON value that the text is; or nowhere, between the passes of a
 * summary, which are JSON and all work on placeholders.
 */
export type Restores = 'text' | 'value' | 'never';

/** The screen of one operation: what its passes share. */
export class Screening {
  readonly placeholders = new PlaceholderTable();
  restores: Restores = 'text';
  readonly #policy: ScreenPolicy;
  readonly #input: readonly Safeguard[];
  readonly #replaces: boolean;

  constructor(policy: ScreenPolicy) {
    this.#policy = policy;
    this.#replaces = policy.safeguards.some(
      ({ guard, mayChange }) => guard.id === 'pii' && (mayChange('user') || mayChange('untrusted')),
    );
    this.#input = this.#replaces ? withPlaceholders(policy.safeguards, this.placeholders) : policy.safeguards;
  }

  get marks(): FenceWatch | undefined {
    return this.#policy.marks;
  }

  /** Whether values may leave as placeholders. */
  get replaces(): boolean {
    return this.#replaces;
  }

  /** Reads a request, as the pass it is for needs it. Between passes the placeholders in a text are ours. */
  inspect(request: ChatRequest, limits: { readonly maxChars?: number } = {}): Promise<Inspection> {
    const between = this.restores === 'never';
    return inspect(request, {
      ...this.#policy,
      ...limits,
      ...(between && { expect: undefined }),
      safeguards: between ? this.#input.filter(({ silent }) => !silent) : this.#input,
    });
  }

  answerTo({ request, trace }: Call): AnswerPolicy {
    return {
      safeguards: this.#policy.output(request),
      onGuardError: this.#policy.onGuardError,
      text: this.restores === 'text' ? 'plain' : 'json',
      placeholders: this.placeholders,
      tools: request.tools,
      report: (finding) => trace.findings.push(finding),
    };
  }

  /** A value parsed from an answer, with its values back where this is the place for it. */
  restored(value: unknown): unknown {
    return this.restores === 'value' && this.placeholders.size > 0 ? this.placeholders.restoreJson(value) : value;
  }
}
