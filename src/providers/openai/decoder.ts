import { OutputTruncatedError, ResponseFormatError } from '../../errors.ts';
import { isRecord, type JsonRecord, parseJson } from '../../lib/json.ts';
import { readComplaint, statusOf } from '../../transport/complaint.ts';
import type { Exchange } from '../../transport/exchange.ts';
import { errorFor } from '../../transport/refusal.ts';
import { wordOf } from '../../transport/request-id.ts';
import type { ChatEvent, FinishReason, Usage } from '../../types/event.ts';
import { ToolCalls } from './tool-calls.ts';
import { readUsage } from './usage.ts';

const NO_USAGE: Usage = readUsage(undefined);
const LEGACY_POSITION = -1; // no index of a tool call
const WORD = /^[\w.-]{1,64}$/;
const MODEL = /^[\w.:/@-]{1,128}$/;

const FINISH: ReadonlyMap<string, FinishReason> = new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  ['content_filter', 'content-filter'],
  ['tool_calls', 'tool-calls'],
  ['function_call', 'tool-calls'],
]);

type TextType = 'text-delta' | 'reasoning-delta';

interface Context {
  readonly provider: string;
  /** Used where the reply names no model. */
  readonly model: string;
  readonly requestId: string | undefined;
  readonly exchange: Exchange;
}

/**
 * Turns what the server says into events. It narrows `unknown`, copies known fields only, and reads choice 0 alone. One
 * whole reply and the chunks of a stream give the same events but for how the text is cut.
 */
export class Decoder {
  readonly #context: Context;
  readonly #calls = new ToolCalls();
  #started = false;
  #finish: string | undefined;
  #refused = false;
  #usage: Usage = NO_USAGE;
  #events: ChatEvent[] = [];
  #texts: { readonly type: TextType; readonly pieces: string[] } | undefined; // of the event that may still grow

  constructor(context: Context) {
    this.#context = context;
  }

  /** Whether a finish reason has come: the answer is complete, whatever happens to the rest of the stream. */
  get finished(): boolean {
    return this.#finish !== undefined;
  }

  /** The events decoded since the last call. */
  take(): readonly ChatEvent[] {
    this.#closeText();
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** One `chat.completion.chunk`, or something that a compatible server puts between them. */
  chunk(value: unknown): void {
    const choice = this.#choice(value);
    if (!choice) return;
    if (choice.delta !== undefined && choice.delta !== null) this.#message(choice.delta);
    this.#finished(choice);
  }

  /** One `chat.completion`. */
  whole(value: unknown): void {
    const choice = this.#choice(value);
    if (!isRecord(choice?.message)) throw this.#malformed('The reply holds no message');
    this.#message(choice.message);
    this.#finished(choice);
  }

  /** Closes the answer: whole tool calls, then `end`. */
  end(): void {
    const raw = this.#refused ? 'refusal' : wordOf(this.#finish, this.#context.exchange, WORD);
    for (const { id, name, inputText } of this.#calls.all) {
      const input = inputText.trim() === '' ? {} : parseJson(inputText);
      if (input === undefined)
        throw this.#finish === 'length'
          ? new OutputTruncatedError()
          : this.#malformed('The arguments of a tool call are not JSON');
      this.#emit({ type: 'tool-call', id, name, input });
    }
    this.#emit({
      type: 'end',
      finishReason: this.#finishReason(),
      ...(raw !== undefined && { rawFinishReason: raw }),
      usage: this.#usage,
      ...(this.#context.requestId !== undefined && { requestId: this.#context.requestId }),
    });
  }

  /** A forced tool is answered with `stop`; the calls say more. */
  #finishReason(): FinishReason {
    if (this.#refused) return 'content-filter';
    const known = FINISH.get(this.#finish ?? '') ?? 'other';
    return known === 'stop' && this.#calls.all.length > 0 ? 'tool-calls' : known;
  }

  #choice(value: unknown): JsonRecord | undefined {
    if (!isRecord(value)) throw this.#malformed('The reply is not an object');
    if (value.error !== undefined && value.error !== null) throw this.#complaint(value);
    if (isRecord(value.usage)) this.#usage = readUsage(value.usage);
    const model = this.#started ? undefined : wordOf(value.model, this.#context.exchange, MODEL);
    if (model !== undefined) this.#start(model);
    if (value.choices === undefined || value.choices === null) return undefined;
    if (!Array.isArray(value.choices)) throw this.#malformed('The choices of the reply are not a list');
    return value.choices.find((choice): choice is JsonRecord => isRecord(choice) && (choice.index ?? 0) === 0);
  }

  #message(message: unknown): void {
    if (!isRecord(message)) throw this.#malformed('The message of the reply is not an object');
    this.#text('reasoning-delta', message.reasoning_content ?? message.reasoning);
    this.#text('text-delta', message.content);
    if (typeof message.refusal === 'string' && message.refusal !== '') {
      this.#refused = true;
      this.#text('text-delta', message.refusal);
    }
    const { tool_calls: calls, function_call: legacy } = message;
    if (calls === undefined || calls === null) this.#legacyCall(legacy);
    else if (!Array.isArray(calls)) throw this.#malformed('The tool calls of the reply are not a list');
    else for (const [at, given] of calls.entries()) this.#toolCall(given, at);
  }

  #toolCall(given: unknown, position: number): void {
    const delta = this.#calls.add(given, position);
    if (!delta) throw this.#malformed('A tool call of the reply has no name, or arguments that cannot be read');
    this.#emit(delta);
  }

  /** `function_call`, from before there were several; an empty one is filler. */
  #legacyCall(given: unknown): void {
    if (given === undefined || given === null) return;
    if (!isRecord(given)) throw this.#malformed('The function call of the reply is not an object');
    if (given.name || given.arguments) this.#toolCall({ function: given }, LEGACY_POSITION);
  }

  #text(type: TextType, value: unknown): void {
    if (value === undefined || value === null || value === '') return;
    if (typeof value === 'string') this.#append(type, value);
    else if (!Array.isArray(value)) throw this.#malformed('The text of the reply is not a string');
    else for (const part of value) if (isRecord(part) && part.type === 'text') this.#text(type, part.text);
  }

  #finished({ finish_reason }: JsonRecord): void {
    if (typeof finish_reason === 'string' && finish_reason !== '') this.#finish = finish_reason;
  }

  /** Text that comes with other text is one event with it: every layer above has less to do. */
  #append(type: TextType, text: string): void {
    if (this.#texts?.type === type) this.#texts.pieces.push(text);
    else {
      this.#closeText();
      this.#texts = { type, pieces: [text] };
    }
  }

  #closeText(): void {
    if (!this.#texts) return;
    const { type, pieces } = this.#texts;
    this.#texts = undefined;
    this.#emit({ type, text: pieces.join('') }); // adding up would keep every piece as long as the whole
  }

  #emit(event: ChatEvent): void {
    this.#closeText();
    if (!this.#started) this.#start(this.#context.model);
    this.#events.push(event);
  }

  #start(model: string): void {
    this.#started = true;
    this.#events.push({ type: 'start', provider: this.#context.provider, model });
  }

  #complaint(value: JsonRecord): Error {
    const { provider, requestId, exchange } = this.#context;
    const complaint = readComplaint(value, exchange) ?? {};
    return errorFor(statusOf(complaint), complaint, { provider, requestId });
  }

  #malformed(rule: string): ResponseFormatError {
    const { provider, requestId } = this.#context;
    return new ResponseFormatError(rule, { provider, requestId });
  }
}
