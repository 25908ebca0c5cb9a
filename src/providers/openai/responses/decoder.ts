import { isRecord, type JsonRecord } from '../../../lib/json.ts';
import type { Exchange } from '../../../transport/exchange.ts';
import { wordOf } from '../../../transport/request-id.ts';
import type { ChatEvent, FinishReason, Usage } from '../../../types/event.ts';
import { type AnswerContext, AnswerEvents } from '../../answer-events.ts';
import type { Decoder } from '../../converse.ts';
import { readCitation } from '../citation.ts';
import { readUsage } from '../usage.ts';
import { asEvents } from './as-events.ts';
import { FunctionCalls } from './function-calls.ts';
import { sealedReasoning } from './reasoning-item.ts';

const WORD = /^[\w.-]{1,64}$/;

/** `completed`, or why a response is incomplete. */
const FINISH: ReadonlyMap<string, FinishReason> = new Map([
  ['completed', 'stop'],
  ['max_output_tokens', 'length'],
  ['content_filter', 'content-filter'],
]);

/** Responses. Output items of hosted tools are passed over: their results are in the text that follows. */
export class ResponsesDecoder implements Decoder {
  readonly #context: AnswerContext;
  readonly #exchange: Exchange;
  readonly #events: AnswerEvents;
  readonly #calls: FunctionCalls;
  #finish: string | undefined;
  #refused = false;
  #usage: Usage = readUsage(undefined);
  #reasoningPart: string | undefined;

  constructor(context: AnswerContext) {
    this.#context = context;
    this.#exchange = context.exchange;
    this.#events = new AnswerEvents(context);
    this.#calls = new FunctionCalls(this.#events);
  }

  get finished(): boolean {
    return this.#finish !== undefined;
  }

  /** Nothing follows the event that ends a response. */
  get closed(): boolean {
    return this.finished;
  }

  take(): readonly ChatEvent[] {
    return this.#events.take();
  }

  /** One event of a stream, told apart by its `type`. */
  chunk(event: unknown): void {
    if (!isRecord(event)) throw this.#events.malformed('An event of the stream is not an object');
    switch (event.type) {
      case 'response.created':
      case 'response.in_progress':
        this.#start(event.response);
        break;
      case 'response.output_text.delta':
        this.#text(event.delta);
        break;
      case 'response.refusal.delta':
        this.#refusal(event.delta);
        break;
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        this.#reasoning(event.delta, [event.output_index, event.summary_index, event.content_index].join());
        break;
      case 'response.output_text.annotation.added':
        this.#annotation(event.annotation);
        break;
      case 'response.output_item.added':
        this.#begun(event.item, event.output_index);
        break;
      case 'response.function_call_arguments.delta':
        this.#calls.extend(event.output_index, event.delta);
        break;
      case 'response.output_item.done':
        this.#done(event.item, event.output_index);
        break;
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed':
        this.#closed(event.response);
        break;
      case 'error':
        throw this.#events.complaint(isRecord(event.error) ? event : { ...event, type: undefined });
      default:
        if (event.error !== undefined && event.error !== null) throw this.#events.complaint(event);
    }
  }

  /** One `response`. */
  whole(response: unknown): void {
    if (!isRecord(response)) throw this.#events.malformed('The reply is not an object');
    this.#failed(response);
    if (!Array.isArray(response.output)) throw this.#events.malformed('The reply holds no output');
    for (const event of asEvents(response)) this.chunk(event);
  }

  end(): void {
    const raw = this.#refused ? 'refusal' : wordOf(this.#finish, this.#exchange, WORD);
    const { requestId } = this.#context;
    const finishReason = this.#finishReason();
    this.#calls.close(finishReason);
    this.#events.add({
      type: 'end',
      finishReason,
      ...(raw !== undefined && { rawFinishReason: raw }),
      usage: this.#usage,
      ...(requestId !== undefined && { requestId }),
    });
  }

  /** An answer with calls ends as `completed` too; the calls say more. */
  #finishReason(): FinishReason {
    if (this.#refused) return 'content-filter';
    const known = FINISH.get(this.#finish ?? '') ?? 'other';
    return known === 'stop' && this.#calls.count > 0 ? 'tool-calls' : known;
  }

  #start(response: unknown): void {
    if (isRecord(response)) this.#events.start(response.model);
  }

  #text(value: unknown): void {
    if (value === undefined || value === null) return;
    if (typeof value !== 'string') throw this.#events.malformed('The text of the reply is not a string');
    this.#events.text('text-delta', value);
  }

  #refusal(value: unknown): void {
    if (value !== '') this.#refused = true;
    this.#text(value);
  }

  /** Summaries come in parts: an empty line between two of them. */
  #reasoning(value: unknown, part: string): void {
    if (typeof value !== 'string' || value === '') return;
    const isNext = this.#reasoningPart !== undefined && this.#reasoningPart !== part;
    this.#reasoningPart = part;
    this.#events.text('reasoning-delta', isNext ? `\n\n${value}` : value);
  }

  #annotation(annotation: unknown): void {
    const citation = readCitation(annotation);
    if (citation) this.#events.add({ type: 'citation', citation });
  }

  #begun(item: unknown, position: unknown): void {
    if (isRecord(item) && item.type === 'function_call') this.#calls.begin(item, position);
  }

  #done(item: unknown, position: unknown): void {
    if (!isRecord(item)) return;
    if (item.type === 'function_call') this.#calls.complete(item, position);
    const data = item.type === 'reasoning' ? sealedReasoning(item) : undefined;
    if (data !== undefined) this.#events.add({ type: 'continuation', provider: this.#context.provider, data });
  }

  #failed({ error }: JsonRecord): void {
    if (error !== undefined && error !== null) throw this.#events.complaint({ error });
  }

  #closed(response: unknown): void {
    if (!isRecord(response)) throw this.#events.malformed('The last event of the stream holds no response');
    this.#failed(response);
    const { status = 'completed', incomplete_details: details, usage } = response;
    if (status === 'failed') throw this.#events.complaint({});
    if (status !== 'completed' && status !== 'incomplete')
      throw this.#events.malformed('The response has not been completed');
    this.#start(response);
    this.#usage = readUsage(usage);
    this.#finish = isRecord(details) && typeof details.reason === 'string' ? details.reason : status;
  }
}
