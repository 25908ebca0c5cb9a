import { isSecureLLMError, NetworkError, TimeoutError } from '../errors.ts';
import { isContent } from '../lib/fold.ts';
import type { TokenCounter } from '../lib/token-counter.ts';
import { TokenMeter } from '../lib/token-estimate.ts';
import { answerTokens } from '../lib/tokens.ts';
import type { Call } from '../types/call.ts';
import type { Target } from '../types/client-event.ts';
import type { ChatEvent, Usage } from '../types/event.ts';

/** The text of a piece of an answer, the arguments of a tool call included. */
export const contentOf = (event: ChatEvent): string =>
  event.type === 'text-delta' || event.type === 'reasoning-delta'
    ? event.text
    : event.type === 'tool-call-delta'
      ? event.inputText
      : '';

const isCount = (tokens: number): boolean => tokens >= 0 && tokens < Number.POSITIVE_INFINITY;

/** Adds up what an attempt takes, for one that does not report it; what one reports corrects the counter. */
export class AttemptUsage {
  readonly #call: Call;
  readonly #target: Target;
  readonly #counter: TokenCounter;
  readonly #output = new TokenMeter();
  #answered = false;
  #reported = false;

  constructor(call: Call, target: Target, counter: TokenCounter) {
    this.#call = call;
    this.#target = target;
    this.#counter = counter;
  }

  see(event: ChatEvent): void {
    if (isContent(event)) {
      this.#answered = true;
      this.#output.add(contentOf(event));
    } else if (event.type === 'end') {
      const { inputTokens, outputTokens, totalTokens } = event.usage;
      this.#answered = true;
      this.#reported = totalTokens > 0 && [inputTokens, outputTokens, totalTokens].every(isCount);
      this.#counter.learn(this.#call.request, this.#target, inputTokens);
    }
  }

  /**
   * What was probably used; `undefined` where it was reported, and where nothing was: an error status, a server that was
   * not reached. Of a whole answer that timed out or was given up nobody knows how far it had come, so it counts in full.
   */
  estimated(failure?: unknown): Usage | undefined {
    if (this.#reported) return undefined;
    const isUnknown = failure instanceof TimeoutError || !isSecureLLMError(failure);
    if (!this.#answered && !isUnknown && (failure.status !== undefined || failure instanceof NetworkError))
      return undefined;
    const { request, wire } = this.#call;
    const inputTokens = this.#counter.inputTokens(request, this.#target);
    const outputTokens = !this.#answered && isUnknown && wire === 'whole' ? answerTokens(request) : this.#output.tokens;
    return { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
  }
}
