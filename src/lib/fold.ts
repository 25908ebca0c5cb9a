import type { ChatEvent, Citation, Continuation, FinishReason, Usage } from '../types/event.ts';

/** Whether an event carries part of the answer. After the first one nothing is retried. */
export const isContent = ({ type }: ChatEvent): boolean =>
  type === 'text-delta' || type === 'reasoning-delta' || type === 'tool-call-delta' || type === 'tool-call';

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
}

/** What the events of one call add up to. */
export interface Answer {
  readonly text: string;
  readonly reasoning: string;
  readonly toolCalls: readonly ToolCall[];
  readonly citations: readonly Citation[];
  readonly continuations: readonly Continuation[];
  readonly finishReason: FinishReason;
  readonly rawFinishReason: string | undefined;
  readonly usage: Usage;
  readonly provider: string;
  readonly model: string;
  readonly requestId: string | undefined;
  /** Nothing was sent: the answer comes from the cache. */
  readonly cached: boolean;
}

export const NO_USAGE: Usage = { inputTokens: 0, outputTokens: 0, totalTokens: 0 };

export const addUsage = (left: Usage, right: Usage): Usage => {
  const optional = (key: 'cachedInputTokens' | 'cacheWriteTokens' | 'reasoningTokens') =>
    left[key] === undefined && right[key] === undefined ? {} : { [key]: (left[key] ?? 0) + (right[key] ?? 0) };
  return {
    inputTokens: left.inputTokens + right.inputTokens,
    outputTokens: left.outputTokens + right.outputTokens,
    totalTokens: left.totalTokens + right.totalTokens,
    ...optional('cachedInputTokens'),
    ...optional('cacheWriteTokens'),
    ...optional('reasoningTokens'),
  };
};

/** A text that grows. Pieces are put together now and then, as a sum of many keeps each of them beside the whole. */
class Text {
  #whole = '';
  #pieces: string[] = [];

  add(piece: string): void {
    if (this.#pieces.push(piece) >= PIECES) this.#join();
  }

  get whole(): string {
    this.#join();
    return this.#whole;
  }

  #join(): void {
    this.#whole += this.#pieces.join('');
    this.#pieces = [];
  }
}

const PIECES = 256;

/** Adds events up as they pass. `shown` is the text so far, also when the call fails. */
export class Fold {
  readonly #text = new Text();
  readonly #reasoning = new Text();
  readonly #toolCalls: ToolCall[] = [];
  readonly #citations: Citation[] = [];
  readonly #continuations: Continuation[] = [];
  #start: Pick<Extract<ChatEvent, { type: 'start' }>, 'provider' | 'model' | 'cached'> = { provider: '', model: '' };
  #end: Extract<ChatEvent, { type: 'end' }> | undefined;

  add(event: ChatEvent): void {
    switch (event.type) {
      case 'text-delta':
        this.#text.add(event.text);
        break;
      case 'reasoning-delta':
        this.#reasoning.add(event.text);
        break;
      case 'tool-call':
        this.#toolCalls.push({ id: event.id, name: event.name, input: event.input });
        break;
      case 'citation':
        this.#citations.push(event.citation);
        break;
      case 'continuation':
        this.#continuations.push({ provider: event.provider, data: event.data });
        break;
      case 'start':
        this.#start = event;
        break;
      case 'end':
        this.#end = event;
    }
  }

  get shown(): string {
    return this.#text.whole;
  }

  get answer(): Answer {
    return {
      text: this.shown,
      reasoning: this.#reasoning.whole,
      toolCalls: this.#toolCalls,
      citations: this.#citations,
      continuations: this.#continuations,
      finishReason: this.#end?.finishReason ?? 'other',
      rawFinishReason: this.#end?.rawFinishReason,
      usage: this.#end?.usage ?? NO_USAGE,
      provider: this.#start.provider,
      model: this.#start.model,
      requestId: this.#end?.requestId,
      cached: this.#start.cached === true,
    };
  }
}
