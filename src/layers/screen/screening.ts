import { OutputBlockedError } from '../../errors.ts';
import { PlaceholderTable } from '../../lib/placeholders.ts';
import { isLast, type Safeguard } from '../../lib/screening/safeguard.ts';
import type { Call, ChatRequest } from '../../types/call.ts';
import type { Finding } from '../../types/guard.ts';
import type { FenceWatch } from '../fence.ts';
import type { AnswerPolicy } from './answer.ts';
import { Findings } from './findings.ts';
import { type Inspection, inspect, type RequestPolicy } from './request.ts';
import { screenValue } from './value.ts';

/** What a client looks for, on the way out and on the way back. */
export interface ScreenPolicy extends Omit<RequestPolicy, 'safeguards' | 'known'> {
  /** The guards of a request, which put values into this table. */
  readonly input: (placeholders: PlaceholderTable) => readonly Safeguard[];
  /** Whether values may leave as placeholders. */
  readonly replaces: boolean;
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
  readonly #load: () => Promise<ScreenPolicy>;
  readonly #known = new WeakSet<object>();
  #policy: ScreenPolicy | undefined;
  #input: readonly Safeguard[] = [];

  /** @param load the policy of the client, which is made on first use */
  constructor(load: () => Promise<ScreenPolicy>) {
    this.#load = load;
  }

  /** To be awaited before anything is sent or asked of it. */
  async ready(): Promise<ScreenPolicy> {
    if (this.#policy) return this.#policy;
    const policy = await this.#load();
    this.#input = policy.input(this.placeholders);
    this.#policy = policy;
    return policy;
  }

  /** What the fence has to tell the model, and to look for in its answer. */
  get marks(): FenceWatch | undefined {
    return this.#loaded.marks;
  }

  /** Reads a request, as the pass it is for needs it. Between passes the placeholders in a text are ours. */
  async inspect(request: ChatRequest, limits: { readonly maxChars?: number } = {}): Promise<Inspection> {
    const policy = await this.ready();
    const between = this.restores === 'never';
    return inspect(request, {
      ...policy,
      ...limits,
      ...(between && { expect: undefined }),
      known: this.#known,
      safeguards: between ? this.#input.filter(({ silent }) => !silent) : this.#input,
    });
  }

  answerTo({ request, trace }: Call): AnswerPolicy {
    const { output, onGuardError } = this.#loaded;
    return {
      safeguards: output(request),
      onGuardError,
      text: this.restores === 'text' ? 'plain' : 'json',
      placeholders: this.restores === 'never' ? undefined : this.placeholders,
      toolValues: this.placeholders,
      tools: request.tools,
      report: (finding) => trace.findings.push(finding),
    };
  }

  /**
   * What was made of answers that kept their placeholders, with the values back. Links are read once more, as a value could
   * make one. Throws OutputBlockedError.
   */
  async restored<T>(value: T): Promise<{ readonly value: T; readonly findings: readonly Finding[] }> {
    const { output, onGuardError } = this.#loaded;
    const findings = new Findings();
    const safeguards = output({ messages: [] }).filter(isLast);
    const policy = { safeguards, onGuardError, placeholders: this.placeholders };
    const restored = await screenValue(value, 'object', policy, findings);
    if (findings.blocked.length > 0) throw new OutputBlockedError(findings.blocked);
    return { value: restored as T, findings: findings.all };
  }

  get #loaded(): ScreenPolicy {
    if (!this.#policy) throw new Error('The screen was used before it was ready');
    return this.#policy;
  }
}
