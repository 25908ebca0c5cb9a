import type { JsonRecord } from '../../../lib/json.ts';
import type { FinishReason } from '../../../types/event.ts';
import type { AnswerEvents } from '../../answer-events.ts';
import { closeCalls, type OpenCall } from '../close-calls.ts';

interface FunctionCall extends OpenCall {
  inputText: string;
}

/** Puts the function calls of an answer together, and adds what it learns of them to its events. */
export class FunctionCalls {
  readonly #events: AnswerEvents;
  readonly #all: FunctionCall[] = []; // in the order in which they began
  readonly #byPosition = new Map<unknown, FunctionCall>();

  constructor(events: AnswerEvents) {
    this.#events = events;
  }

  get count(): number {
    return this.#all.length;
  }

  /** An item of the output begins, at this position of it. */
  begin({ call_id: id, name, arguments: said }: JsonRecord, position: unknown): void {
    if (typeof id !== 'string' || typeof name !== 'string' || id === '' || name === '')
      throw this.#events.malformed('A tool call of the reply has no name or no id');
    const call: FunctionCall = { id, name, inputText: typeof said === 'string' ? said : '' };
    this.#all.push(call);
    this.#byPosition.set(position, call);
    this.#events.add({ type: 'tool-call-delta', id, name, inputText: call.inputText });
  }

  /** More arguments. Those of an item that has not begun are passed over: it comes whole. */
  extend(position: unknown, delta: unknown): void {
    const call = this.#byPosition.get(position);
    if (!call || typeof delta !== 'string' || delta === '') return;
    call.inputText += delta;
    this.#events.add({ type: 'tool-call-delta', id: call.id, inputText: delta });
  }

  /** The whole item: what of it has not come in pieces. */
  complete(item: JsonRecord, position: unknown): void {
    const call = this.#byPosition.get(position);
    if (!call) this.begin(item, position);
    else if (call.inputText === '') this.extend(position, item.arguments);
  }

  /** @see closeCalls */
  close(finishReason: FinishReason): void {
    closeCalls(this.#all, finishReason, this.#events);
  }
}
