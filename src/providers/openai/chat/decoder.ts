import { isRecord, type JsonRecord } from '../../../lib/json.ts';
import type { Exchange } from '../../../transport/exchange.ts';
import { wordOf } from '../../../transport/request-id.ts';
import type { ChatEvent, FinishReason, Usage } from '../../../types/event.ts';
import { type AnswerContext, AnswerEvents } from '../../answer-events.ts';
import type { Decoder } from '../../converse.ts';
import { readCitation } from '../citation.ts';
import { closeCalls } from '../close-calls.ts';
import { readUsage } from '../usage.ts';
import { ThinkTag, type Told } from './think-tag.ts';
import { ToolCalls } from './tool-calls.ts';

const NO_USAGE: Usage = readUsage(undefined);
const LEGACY_POSITION = -1; // no index of a tool call
const WORD = /^[\w.-]{1,64}$/;

const FINISH: ReadonlyMap<string, FinishReason> = new Map([
  ['stop', 'stop'],
  ['eos', 'stop'], // Together
  ['length', 'length'],
  ['model_length', 'length'], // Mistral
  ['content_filter', 'content-filter'],
  ['tool_calls', 'tool-calls'],
  ['function_call', 'tool-calls'],
]);

type TextType = 'text-delta' | 'reasoning-delta';

/** Chat Completions, of which choice 0 alone is read. */
export class ChatDecoder implements Decoder {
  readonly #exchange: Exchange;
  readonly #requestId: string | undefined;
  readonly #events: AnswerEvents;
  readonly #calls = new ToolCalls();
  readonly #think: ThinkTag | undefined;
  #finish: string | undefined;
  #refused = false;
  #usage: Usage = NO_USAGE;

  /** @param thinks whether an answer may begin with reasoning between `<think>` tags */
  constructor(context: AnswerContext, thinks = false) {
    this.#think = thinks ? new ThinkTag() : undefined;
    this.#exchange = context.exchange;
    this.#requestId = context.requestId;
    this.#events = new AnswerEvents(context);
  }

  get finished(): boolean {
    return this.#finish !== undefined;
  }

  take(): readonly ChatEvent[] {
    return this.#events.take();
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
    if (!isRecord(choice?.message)) throw this.#events.malformed('The reply holds no message');
    this.#message(choice.message);
    this.#finished(choice);
  }

  end(): void {
    if (this.#think) this.#told(this.#think.end());
    const raw = this.#refused ? 'refusal' : wordOf(this.#finish, this.#exchange, WORD);
    const finishReason = this.#finishReason();
    closeCalls(this.#calls.all, finishReason, this.#events);
    this.#events.add({
      type: 'end',
      finishReason,
      ...(raw !== undefined && { rawFinishReason: raw }),
      usage: this.#usage,
      ...(this.#requestId !== undefined && { requestId: this.#requestId }),
    });
  }

  /** A forced tool is answered with `stop`; the calls say more. */
  #finishReason(): FinishReason {
    if (this.#refused) return 'content-filter';
    const known = FINISH.get(this.#finish ?? '') ?? 'other';
    return known === 'stop' && this.#calls.all.length > 0 ? 'tool-calls' : known;
  }

  #choice(value: unknown): JsonRecord | undefined {
    if (!isRecord(value)) throw this.#events.malformed('The reply is not an object');
    const isError = (value.error !== undefined && value.error !== null) || value.object === 'error';
    if (isError) throw this.#events.complaint(value);
    const usage = value.usage ?? (isRecord(value.x_groq) ? value.x_groq.usage : undefined);
    if (isRecord(usage)) this.#usage = readUsage(usage);
    this.#events.start(value.model);
    if (value.choices === undefined || value.choices === null) return undefined;
    if (!Array.isArray(value.choices)) throw this.#events.malformed('The choices of the reply are not a list');
    const first = value.choices.find((choice): choice is JsonRecord => isRecord(choice) && (choice.index ?? 0) === 0);
    if (isRecord(first?.error)) throw this.#events.complaint(first); // OpenRouter
    return first;
  }

  #message(message: unknown): void {
    if (!isRecord(message)) throw this.#events.malformed('The message of the reply is not an object');
    this.#text('reasoning-delta', message.reasoning_content || message.reasoning);
    this.#content(message.content);
    if (Array.isArray(message.annotations)) for (const annotation of message.annotations) this.#annotation(annotation);
    if (typeof message.refusal === 'string' && message.refusal !== '') {
      this.#refused = true;
      this.#text('text-delta', message.refusal);
    }
    const { tool_calls: calls, function_call: legacy } = message;
    if (calls === undefined || calls === null) this.#legacyCall(legacy);
    else if (!Array.isArray(calls)) throw this.#events.malformed('The tool calls of the reply are not a list');
    else for (const [at, given] of calls.entries()) this.#toolCall(given, at);
  }

  #toolCall(given: unknown, position: number): void {
    const delta = this.#calls.add(given, position);
    if (!delta) throw this.#events.malformed('A tool call of the reply has no name, or arguments that cannot be read');
    this.#events.add(delta);
  }

  /** `function_call`, from before there were several; an empty one is filler. */
  #legacyCall(given: unknown): void {
    if (given === undefined || given === null) return;
    if (!isRecord(given)) throw this.#events.malformed('The function call of the reply is not an object');
    if (given.name || given.arguments) this.#toolCall({ function: given }, LEGACY_POSITION);
  }

  /** A text, or a list of parts, of which Mistral's may be reasoning. */
  #content(value: unknown): void {
    if (!Array.isArray(value)) this.#text('text-delta', value);
    else for (const part of value) this.#part(part);
  }

  #part(part: unknown): void {
    if (!isRecord(part)) return;
    if (part.type === 'text') this.#text('text-delta', part.text);
    if (part.type !== 'thinking' || !Array.isArray(part.thinking)) return;
    for (const thought of part.thinking) if (isRecord(thought)) this.#text('reasoning-delta', thought.text);
  }

  #text(type: TextType, value: unknown): void {
    if (value === undefined || value === null || value === '') return;
    if (typeof value !== 'string') throw this.#events.malformed('The text of the reply is not a string');
    if (type === 'text-delta' && this.#think) this.#told(this.#think.read(value));
    else this.#events.text(type, value);
  }

  #told({ reasoning, text }: Told): void {
    this.#events.text('reasoning-delta', reasoning);
    this.#events.text('text-delta', text);
  }

  #annotation(annotation: unknown): void {
    const citation = readCitation(annotation);
    if (citation) this.#events.add({ type: 'citation', citation });
  }

  #finished({ finish_reason }: JsonRecord): void {
    if (typeof finish_reason === 'string' && finish_reason !== '') this.#finish = finish_reason;
  }
}
