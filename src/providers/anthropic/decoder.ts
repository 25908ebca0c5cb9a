import { OutputTruncatedError } from '../../errors.ts';
import { isRecord, type JsonRecord } from '../../lib/json.ts';
import { wordOf } from '../../transport/request-id.ts';
import type { ChatEvent, FinishReason } from '../../types/event.ts';
import { type AnswerContext, AnswerEvents } from '../answer-events.ts';
import type { Decoder } from '../converse.ts';
import { Blocks } from './blocks.ts';
import { readUsage } from './usage.ts';

const WORD = /^\w{1,64}$/;

/** `pause_turn` and what comes later are `other`. */
const FINISH: ReadonlyMap<string, FinishReason> = new Map([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_use', 'tool-calls'],
  ['refusal', 'content-filter'],
]);

/** Anthropic Messages. Tool calls are handed on at the end, when it is known whether the last of them was cut off. */
export class MessagesDecoder implements Decoder {
  readonly #context: AnswerContext;
  readonly #events: AnswerEvents;
  readonly #blocks: Blocks;
  #stopReason: string | undefined;
  #usage: JsonRecord = {};
  #closed = false;

  constructor(context: AnswerContext) {
    this.#context = context;
    this.#events = new AnswerEvents(context);
    this.#blocks = new Blocks(context.provider, this.#events);
  }

  get finished(): boolean {
    return this.#stopReason !== undefined;
  }

  get closed(): boolean {
    return this.#closed;
  }

  take(): readonly ChatEvent[] {
    return this.#events.take();
  }

  /** One `message`. */
  whole(value: unknown): void {
    const message = this.#record(value);
    if (!Array.isArray(message.content)) throw this.#events.malformed('The reply holds no content');
    this.#begin(message);
    for (const [index, block] of message.content.entries()) {
      this.#blocks.open(index, block);
      this.#blocks.close(index);
    }
  }

  /** One event of a stream; those of unknown types, such as `ping`, are passed over. */
  chunk(value: unknown): void {
    const event = this.#record(value);
    switch (event.type) {
      case 'message_start':
        if (!isRecord(event.message)) throw this.#events.malformed('The start of the reply holds no message');
        this.#begin(event.message);
        break;
      case 'content_block_start':
        this.#blocks.open(event.index, event.content_block);
        break;
      case 'content_block_delta':
        this.#blocks.delta(event.index, event.delta);
        break;
      case 'content_block_stop':
        this.#blocks.close(event.index);
        break;
      case 'message_delta':
        if (isRecord(event.delta)) this.#stopped(event.delta);
        this.#count(event.usage);
        break;
      case 'message_stop':
        this.#closed = true;
    }
  }

  end(): void {
    const finishReason = FINISH.get(this.#stopReason ?? '') ?? 'other';
    if (finishReason === 'length' && this.#blocks.endsInTool) throw new OutputTruncatedError();
    const calls = finishReason === 'content-filter' ? 0 : this.#blocks.addCalls(); // what a refusal broke off must not be run
    const raw = wordOf(this.#stopReason, this.#context.exchange, WORD);
    const { requestId } = this.#context;
    this.#events.add({
      type: 'end',
      finishReason: finishReason === 'stop' && calls > 0 ? 'tool-calls' : finishReason,
      ...(raw !== undefined && { rawFinishReason: raw }),
      usage: readUsage(this.#usage),
      ...(requestId !== undefined && { requestId }),
    });
  }

  #record(value: unknown): JsonRecord {
    if (!isRecord(value)) throw this.#events.malformed('The reply is not an object');
    if (value.type === 'error' || isRecord(value.error)) throw this.#events.complaint(value);
    return value;
  }

  #begin(message: JsonRecord): void {
    this.#events.start(message.model);
    this.#count(message.usage);
    this.#stopped(message);
  }

  #stopped({ stop_reason }: JsonRecord): void {
    if (typeof stop_reason === 'string' && stop_reason !== '') this.#stopReason = stop_reason;
  }

  /** Counts are totals; a later event repeats some and leaves out others. */
  #count(usage: unknown): void {
    if (!isRecord(usage)) return;
    const counts = Object.entries(usage).filter(([, count]) => count !== null && count !== undefined);
    this.#usage = { ...this.#usage, ...Object.fromEntries(counts) };
  }
}
