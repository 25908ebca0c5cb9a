import { ResponseFormatError, type SecureLLMError } from '../errors.ts';
import { readComplaint, statusOf } from '../transport/complaint.ts';
import type { Exchange } from '../transport/exchange.ts';
import { errorFor } from '../transport/refusal.ts';
import { wordOf } from '../transport/request-id.ts';
import type { ChatEvent } from '../types/event.ts';

const MODEL = /^[\w.:/@-]{1,128}$/;

type TextType = 'text-delta' | 'reasoning-delta';

/** What a decoder knows before it reads. */
export interface AnswerContext {
  readonly provider: string;
  /** Used where the reply names no model. */
  readonly model: string;
  readonly requestId: string | undefined;
  readonly exchange: Exchange;
}

/**
 * The events of one answer as a decoder makes them. `start` comes first by itself, and text that comes with other text of
 * its kind is one event with it: every layer above has less to do.
 */
export class AnswerEvents {
  readonly #context: AnswerContext;
  #started = false;
  #events: ChatEvent[] = [];
  #texts: { readonly type: TextType; readonly pieces: string[] } | undefined; // of the event that may still grow

  constructor(context: AnswerContext) {
    this.#context = context;
  }

  /** The events since the last call. */
  take(): readonly ChatEvent[] {
    this.#closeText();
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** Opens the answer, once, with the model that the server names. */
  start(named: unknown): void {
    if (this.#started) return;
    const model = wordOf(named, this.#context.exchange, MODEL);
    if (model !== undefined) this.#start(model);
  }

  /** Adds text; an empty one is none. */
  text(type: TextType, text: string): void {
    if (text === '') return;
    if (this.#texts?.type === type) this.#texts.pieces.push(text);
    else {
      this.#closeText();
      this.#texts = { type, pieces: [text] };
    }
  }

  add(event: ChatEvent): void {
    this.#closeText();
    if (!this.#started) this.#start(this.#context.model);
    this.#events.push(event);
  }

  /** The error for what a server reports inside its answer. */
  complaint(value: unknown): SecureLLMError {
    const { provider, requestId, exchange } = this.#context;
    const complaint = readComplaint(value, exchange) ?? {};
    return errorFor(statusOf(complaint), complaint, { provider, requestId: requestId ?? complaint.requestId });
  }

  /** The error for an answer that breaks its format. */
  malformed(rule: string): ResponseFormatError {
    const { provider, requestId } = this.#context;
    return new ResponseFormatError(rule, { provider, requestId });
  }

  #closeText(): void {
    if (!this.#texts) return;
    const { type, pieces } = this.#texts;
    this.#texts = undefined;
    this.add({ type, text: pieces.join('') }); // adding up would keep every piece as long as the whole
  }

  #start(model: string): void {
    this.#started = true;
    this.#events.push({ type: 'start', provider: this.#context.provider, model });
  }
}
