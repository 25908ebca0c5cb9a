import type { ChatRequest } from '../types/call.ts';
import type { Target } from '../types/client-event.ts';
import { estimateTextTokens } from './token-estimate.ts';
import { KIND_OF, NEIGHBOUR_OF } from './token-units.ts';
import { answerTokens, inputTokens } from './tokens.ts';

/** Counts the tokens of a text: a tokenizer's count, which may throw. */
export type CountTokens = (text: string) => number;

const COUNTED_CHARS = 20_000;
const COUNTED_RUN = 200;
const MODELS = 1_000;
const LEARNT_FROM = 200; // tokens; in a shorter input what is added around it would count for too much
const PULL = 0.2; // of the newest answer on the factor
const HIGHEST = 4;

/**
 * How many tokens a request takes, by an estimate and a factor for each model: the mean of reported through estimated
 * input, the newest answers counting most, from 1 to 4. So another vendor's tokenizer is met after some answers.
 */
export class TokenCounter {
  readonly #count: CountTokens;
  #factors = new Map<string, number>(); // the model used last comes last
  #newest = '';
  #last: { readonly request: ChatRequest; readonly tokens: number } | undefined;

  /** `countTokens` counts texts of up to 20,000 characters without long runs; what it cannot count is estimated. */
  constructor(countTokens?: CountTokens | undefined) {
    this.#count = countTokens ? capped(countTokens) : estimateTextTokens;
  }

  /** Integer, 0 or more. */
  inputTokens(request: ChatRequest, target: Target): number {
    return Math.ceil(this.#input(request) * this.#factor(target));
  }

  /** The input and an answer of `maxOutputTokens`, or of 500 where the request does not say. Integer. */
  totalTokens(request: ChatRequest, target: Target): number {
    return this.inputTokens(request, target) + answerTokens(request);
  }

  /** Takes note of what an answer reported. */
  learn(request: ChatRequest, target: Target, reportedInputTokens: number): void {
    const estimated = this.#input(request);
    if (estimated < LEARNT_FROM || !(reportedInputTokens > 0)) return;
    const key = keyOf(target);
    const before = this.#factor(target);
    const ratio = Math.min(HIGHEST, reportedInputTokens / estimated);
    if (key !== this.#newest) this.#factors.delete(key);
    this.#newest = key;
    this.#factors.set(key, Math.max(1, before + PULL * (ratio - before)));
    if (this.#factors.size <= MODELS) return;
    const [oldest] = this.#factors.keys();
    if (oldest !== undefined) this.#factors.delete(oldest);
  }

  #input(request: ChatRequest): number {
    if (this.#last?.request === request) return this.#last.tokens;
    const tokens = inputTokens(request, this.#count);
    this.#last = { request, tokens };
    return tokens;
  }

  #factor(target: Target): number {
    return this.#factors.get(keyOf(target)) ?? 1;
  }
}

const keyOf = ({ provider, model }: Target): string => `${provider}\n${model}`;

const capped =
  (countTokens: CountTokens): CountTokens =>
  (text) => {
    if (text.length > COUNTED_CHARS || hasLongRun(text)) return estimateTextTokens(text);
    try {
      const count = countTokens(text);
      return Number.isFinite(count) && count >= 0 ? Math.ceil(count) : estimateTextTokens(text);
    } catch {
      return estimateTextTokens(text); // tokenizers throw on what looks like their own special tokens
    }
  };

/** Whether so many letters, digits or signs follow each other that a tokenizer, super-linear on them, takes too long. */
function hasLongRun(text: string): boolean {
  let run = 0;
  let previous = 0;
  for (let index = 0; index < text.length; index += 1) {
    const neighbour = Math.max(2, NEIGHBOUR_OF[KIND_OF[text.charCodeAt(index)] ?? 0] ?? 0);
    run = neighbour === previous ? run + 1 : 1;
    if (run > COUNTED_RUN) return true;
    previous = neighbour;
  }
  return false;
}
