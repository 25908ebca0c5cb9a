import { OutputBlockedError } from '../../errors.ts';
import { PlaceholderTable } from '../../lib/placeholders.ts';
import { report } from '../../lib/report.ts';
import { isLast, type Safeguard } from '../../lib/screening/safeguard.ts';
import type { Call, ChatRequest } from '../../types/call.ts';
import type { ChatEvent } from '../../types/event.ts';
import type { Finding } from '../../types/guard.ts';
import type { FenceWatch } from '../fence.ts';
import { screenAnswer } from './answer.ts';
import { Findings } from './findings.ts';
import { withOrigin } from './origin.ts';
import { type Inspection, inspect, type RequestPolicy } from './request.ts';
import { screenValue } from './value.ts';

/** What a client looks for, on the way out and on the way back. */
export interface ScreenPolicy extends Omit<RequestPolicy, 'safeguards' | 'known'> {
  /** The guards of a request, which put values into this table. */
  readonly input: (placeholders: PlaceholderTable) => readonly Safeguard[];
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

interface Restored<T> {
  readonly value: T;
  readonly findings: readonly Finding[];
  readonly refusal?: OutputBlockedError;
}

/** The screen of one operation: what its passes share. */
export class Screening {
  restores: Restores = 'text';
  readonly #policy: ScreenPolicy;
  readonly #placeholders = new PlaceholderTable();
  readonly #input: readonly Safeguard[];
  readonly #known = new Set<object>();

  constructor(policy: ScreenPolicy) {
    this.#policy = policy;
    this.#input = policy.input(this.#placeholders);
  }

  /** Whether values may leave as placeholders. */
  get replaces(): boolean {
    return this.#policy.replaces;
  }

  /** What the fence has to tell the model, and to look for in its answer. */
  get marks(): FenceWatch | undefined {
    return this.#policy.marks;
  }

  /** Reads a request, as the pass it is for needs it. Between passes the placeholders in a text are ours. */
  inspect(request: ChatRequest, limits: { readonly maxChars?: number } = {}): Promise<Inspection> {
    const between = this.restores === 'never';
    return inspect(request, {
      ...this.#policy,
      ...limits,
      ...(between && { expect: undefined }),
      known: this.#known,
      safeguards: between ? this.#input.filter(({ silent }) => !silent) : this.#input,
    });
  }

  /** Reads the answer to a request that was inspected. */
  answer(events: AsyncIterable<ChatEvent>, call: Call): AsyncIterable<ChatEvent> {
    const { request } = call;
    const { output, onGuardError } = this.#policy;
    return screenAnswer(events, {
      safeguards: withOrigin(output(request), request, this.#placeholders),
      onGuardError,
      text: this.restores === 'text' ? 'plain' : 'json',
      placeholders: this.restores === 'never' ? undefined : this.#placeholders,
      toolValues: this.#placeholders,
      tools: request.tools,
      report: (finding) => report(call, finding),
    });
  }

  /**
   * What was made of answers that kept their placeholders, with the values back. Links are read once more, as a value could
   * make one. `refusal` is to be thrown: something was found that is blocked.
   */
  async restored<T>(value: T): Promise<Restored<T>> {
    const { output, onGuardError } = this.#policy;
    const findings = new Findings();
    const safeguards = output({ messages: [] }).filter(isLast);
    const policy = { safeguards, onGuardError, placeholders: this.#placeholders };
    const restored = await screenValue(value, 'object', policy, findings);
    const refusal = findings.blocked.length > 0 && { refusal: new OutputBlockedError(findings.blocked) };
    return { value: restored as T, findings: findings.all, ...refusal };
  }
}
