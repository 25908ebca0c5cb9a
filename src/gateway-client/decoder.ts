import { isRecord, type JsonRecord } from '../lib/json.ts';
import { report } from '../lib/report.ts';
import { type AnswerContext, AnswerEvents } from '../providers/answer-events.ts';
import type { Decoder } from '../providers/converse.ts';
import { tokenCount } from '../providers/token-count.ts';
import type { Call } from '../types/call.ts';
import type { ChatEvent, Citation, FinishReason, Usage } from '../types/event.ts';
import type { Finding } from '../types/guard.ts';
import type { Asked } from './encode.ts';
import { readFindings } from './findings.ts';
import { problemError } from './problem.ts';

const FINISH: readonly unknown[] = ['stop', 'length', 'content-filter', 'tool-calls'] satisfies readonly FinishReason[];

/** Answers of a gateway's own routes. Its findings are reported as those of the call. */
export class AnswerDecoder implements Decoder {
  readonly #context: AnswerContext;
  readonly #asked: Asked;
  readonly #call: Call;
  readonly #events: AnswerEvents;
  #early: Finding[] = []; // those that come before `start`
  #started = false;
  #end: JsonRecord | undefined;

  constructor(context: AnswerContext, asked: Asked, call: Call) {
    this.#context = context;
    this.#asked = asked;
    this.#call = call;
    this.#events = new AnswerEvents(context);
  }

  get finished(): boolean {
    return this.#end !== undefined;
  }

  get closed(): boolean {
    return this.finished; // nothing follows the end
  }

  take(): readonly ChatEvent[] {
    return this.#events.take();
  }

  whole(value: unknown): void {
    const reply = this.#record(value);
    this.#start(reply.model);
    for (const finding of readFindings(reply.findings)) this.#found(finding);
    const { value: wanted } = this.#asked;
    if (wanted !== undefined) this.#events.text('text-delta', this.#value(reply, wanted));
    else this.#text(reply);
    this.#end = { finishReason: 'stop', ...reply };
  }

  chunk(value: unknown): void {
    const event = this.#record(value);
    switch (event.type) {
      case 'start':
        this.#start(event.model);
        break;
      case 'text-delta':
      case 'reasoning-delta':
        if (typeof event.text !== 'string') throw this.#events.malformed('An event of the stream holds no text');
        this.#events.text(event.type, event.text);
        break;
      case 'tool-call':
        this.#toolCall(event);
        break;
      case 'citation':
        this.#citation(event.citation);
        break;
      case 'finding':
        for (const finding of readFindings([event.finding])) this.#found(finding);
        break;
      case 'error':
        throw this.#failure(event.error);
      case 'end':
        this.#end = event;
    }
  }

  end(): void {
    const { finishReason, usage } = this.#end ?? {};
    this.#start(undefined);
    this.#events.add({
      type: 'end',
      finishReason: FINISH.includes(finishReason) ? (finishReason as FinishReason) : 'other',
      usage: readUsage(usage),
      ...(this.#context.requestId !== undefined && { requestId: this.#context.requestId }),
    });
  }

  #start(model: unknown): void {
    this.#events.start(model);
    this.#started = true;
    for (const finding of this.#early.splice(0)) this.#events.add({ type: 'finding', finding });
  }

  /** The path of a gateway counts the messages that it was sent. */
  #found(given: Finding): void {
    const path = given.path.replace(/^messages\[(\d+)\]/, (all, index) => this.#asked.places[Number(index)] ?? all);
    const finding = path === given.path ? given : Object.freeze({ ...given, path });
    report(this.#call, finding);
    if (this.#started) this.#events.add({ type: 'finding', finding });
    else this.#early.push(finding);
  }

  #text({ text, reasoning, toolCalls, citations }: JsonRecord): void {
    if (typeof text !== 'string') throw this.#events.malformed('The reply holds no text');
    if (typeof reasoning === 'string') this.#events.text('reasoning-delta', reasoning);
    this.#events.text('text-delta', text);
    for (const citation of listOf(citations)) this.#citation(citation);
    for (const call of listOf(toolCalls)) this.#toolCall(call);
  }

  #value(reply: JsonRecord, wanted: string | readonly string[]): string {
    const names = [wanted].flat();
    const missing = names.find((name) => reply[name] === undefined);
    if (missing !== undefined) throw this.#events.malformed(`The reply holds no \`${missing}\``);
    const value =
      typeof wanted === 'string' ? reply[wanted] : Object.fromEntries(names.map((name) => [name, reply[name]]));
    return JSON.stringify(value);
  }

  #toolCall(call: unknown): void {
    if (!isRecord(call) || typeof call.id !== 'string' || typeof call.name !== 'string')
      throw this.#events.malformed('A tool call has no id or name');
    const { id, name, input = {} } = call as JsonRecord & { readonly id: string; readonly name: string };
    this.#events.add({ type: 'tool-call-delta', id, name, inputText: JSON.stringify(input) });
    this.#events.add({ type: 'tool-call', id, name, input });
  }

  #citation(given: unknown): void {
    if (!isRecord(given)) return;
    const texts = (['url', 'title', 'quote'] as const).filter((key) => typeof given[key] === 'string');
    const citation: Citation = Object.fromEntries(texts.map((key) => [key, given[key]]));
    if (texts.length > 0) this.#events.add({ type: 'citation', citation });
  }

  #failure(problem: unknown): Error {
    const { provider, requestId } = this.#context;
    return problemError(problem, undefined, { provider, requestId }) ?? this.#events.complaint(problem);
  }

  #record(value: unknown): JsonRecord {
    if (isRecord(value)) return value;
    throw this.#events.malformed('The reply holds no object');
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const DETAILS = ['cachedInputTokens', 'cacheWriteTokens', 'reasoningTokens'] as const;

function readUsage(given: unknown): Usage {
  const usage = isRecord(given) ? given : {};
  const details = DETAILS.filter((name) => usage[name] !== undefined).map((name) => [name, tokenCount(usage[name])]);
  return {
    inputTokens: tokenCount(usage.inputTokens),
    outputTokens: tokenCount(usage.outputTokens),
    totalTokens: tokenCount(usage.totalTokens),
    ...Object.fromEntries(details),
  };
}
