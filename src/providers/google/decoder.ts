import { ContentFilterError } from '../../errors.ts';
import { isRecord, type JsonRecord } from '../../lib/json.ts';
import { wordOf } from '../../transport/request-id.ts';
import type { Usage } from '../../types/event.ts';
import { type AnswerContext, AnswerEvents } from '../answer-events.ts';
import type { Decoder } from '../converse.ts';
import { madeUpId } from '../made-up-id.ts';
import { Citations } from './citations.ts';
import { finishReasonOf } from './finish-reason.ts';
import { isSignature, writeSigned } from './signatures.ts';
import { readUsage } from './usage.ts';

const NO_USAGE: Usage = readUsage(undefined);
const WORD = /^[\w.-]{1,64}$/;
const RESPONSE_ID = /^[\w-]{1,128}$/;

/** GenerateContentResponse, of which candidate 0 alone is read. A stream is many of them, each with what is new. */
export class GeminiDecoder implements Decoder {
  readonly #context: AnswerContext;
  readonly #events: AnswerEvents;
  readonly #citations = new Citations();
  #finish: string | undefined;
  #hasCalls = false;
  #usage: Usage = NO_USAGE;
  #responseId: string | undefined;

  constructor(context: AnswerContext) {
    this.#context = context;
    this.#events = new AnswerEvents(context);
  }

  get finished(): boolean {
    return this.#finish !== undefined;
  }

  take() {
    return this.#events.take();
  }

  chunk(value: unknown): void {
    this.#response(value);
  }

  whole(value: unknown): void {
    const candidate = this.#response(value);
    if (!this.finished && !isRecord(candidate?.content))
      throw this.#events.malformed('The reply holds no candidate with content');
  }

  end(): void {
    for (const citation of this.#citations.all) this.#events.add({ type: 'citation', citation });
    const raw = wordOf(this.#finish, this.#context.exchange, WORD);
    const requestId = this.#context.requestId ?? this.#responseId;
    this.#events.add({
      type: 'end',
      finishReason: finishReasonOf(this.#finish, this.#hasCalls),
      ...(raw !== undefined && { rawFinishReason: raw }),
      usage: this.#usage,
      ...(requestId !== undefined && { requestId }),
    });
  }

  #response(value: unknown): JsonRecord | undefined {
    if (!isRecord(value)) throw this.#events.malformed('The reply is not an object');
    if (value.error !== undefined && value.error !== null) throw this.#events.complaint(value);
    this.#responseId ??= wordOf(value.responseId, this.#context.exchange, RESPONSE_ID);
    this.#refuseBlocked(value.promptFeedback);
    if (isRecord(value.usageMetadata)) this.#usage = readUsage(value.usageMetadata);
    this.#events.start(value.modelVersion);
    const { candidates } = value;
    if (candidates === undefined || candidates === null) return undefined;
    if (!Array.isArray(candidates)) throw this.#events.malformed('The candidates of the reply are not a list');
    const candidate = candidates.find((each): each is JsonRecord => isRecord(each) && (each.index ?? 0) === 0);
    if (candidate) this.#candidate(candidate);
    return candidate;
  }

  #refuseBlocked(feedback: unknown): void {
    if (!isRecord(feedback) || !isSaid(feedback.blockReason)) return;
    const { provider, requestId = this.#responseId } = this.#context;
    throw new ContentFilterError({ provider, requestId });
  }

  #candidate(candidate: JsonRecord): void {
    const { content, finishReason } = candidate;
    if (content !== undefined && content !== null) this.#content(content);
    this.#citations.add(candidate);
    if (isSaid(finishReason)) this.#finish = finishReason;
  }

  #content(content: unknown): void {
    if (!isRecord(content)) throw this.#events.malformed('The content of the reply is not an object');
    const { parts } = content;
    if (parts === undefined || parts === null) return;
    if (!Array.isArray(parts)) throw this.#events.malformed('The parts of the reply are not a list');
    for (const part of parts) {
      if (!isRecord(part)) throw this.#events.malformed('A part of the reply is not an object');
      this.#part(part);
    }
  }

  #part({ text, thought, functionCall, thoughtSignature: signature }: JsonRecord): void {
    if (typeof text === 'string') this.#events.text(thought === true ? 'reasoning-delta' : 'text-delta', text);
    else if (text !== undefined && text !== null) throw this.#events.malformed('The text of the reply is not a string');
    const call = functionCall === undefined || functionCall === null ? undefined : this.#call(functionCall);
    if (!isSignature(signature)) return;
    const { provider } = this.#context;
    this.#events.add({ type: 'continuation', provider, data: writeSigned({ signature, call }) });
  }

  /** A call, which comes whole. Returns its id. */
  #call(given: unknown): string {
    if (!isRecord(given) || typeof given.name !== 'string' || given.name === '')
      throw this.#events.malformed('A function call of the reply has no name');
    const { name } = given;
    const input = given.args ?? {};
    const inputText = isRecord(input) ? textOf(input) : undefined;
    if (inputText === undefined) throw this.#events.malformed('The arguments of a function call cannot be read');
    const id = typeof given.id === 'string' && given.id !== '' ? given.id : madeUpId();
    this.#hasCalls = true;
    this.#events.add({ type: 'tool-call-delta', id, name, inputText });
    this.#events.add({ type: 'tool-call', id, name, input });
    return id;
  }
}

/** Whether a word of an enumeration says anything; its first, `…_UNSPECIFIED`, stands for nothing. */
const isSaid = (word: unknown): word is string =>
  typeof word === 'string' && word !== '' && !word.endsWith('_UNSPECIFIED');

/** Undefined past the stack's depth. */
function textOf(input: JsonRecord): string | undefined {
  try {
    return JSON.stringify(input);
  } catch {
    return undefined;
  }
}
