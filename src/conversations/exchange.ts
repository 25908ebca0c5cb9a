import type { CallOptions } from '../call-options.ts';
import { type InvalidInputError, isSecureLLMError, ResponseFormatError } from '../errors.ts';
import type { ScreenMemory } from '../layers/screen.ts';
import { invalid } from '../lib/check.ts';
import type { Answer } from '../lib/fold.ts';
import { PlaceholderTable } from '../lib/placeholders.ts';
import type { CallContext } from '../operations/context.ts';
import { type ChatResult, Conversation as Dialogue } from '../operations/conversation.ts';
import type { Call, RequestMessage, ToolDefinition } from '../types/call.ts';
import type { ChatEvent } from '../types/event.ts';
import type { Message, Part } from '../types/message.ts';
import { answered } from './answered.ts';
import type { Begin, ConversationHistory, Recall } from './conversation.ts';
import { alone, type LinePlace, standInLine } from './line.ts';
import type { ConversationPlace } from './options.ts';
import { bare, type ConversationRecord, isReadable, type Turn } from './record.ts';
import { erase, type Kept, read, write } from './shelf.ts';
import { isSummary, SUMMARY_INSTRUCTIONS, summaryRequest, summaryTurn, transcripts } from './summary.ts';
import { overdue, windowOf } from './window.ts';

interface ExchangeParts {
  readonly call: CallContext;
  /** What is asked now; empty: what is pending. */
  readonly fresh: Turn;
  readonly recall: Recall;
  readonly options: CallOptions;
  readonly begin: Begin;
}

/** A turn that comes back for what it holds would come back for ever. */
const REFUSALS = [
  'ERR_INVALID_INPUT',
  'ERR_INPUT_BLOCKED',
  'ERR_OUTPUT_BLOCKED',
  'ERR_CONTENT_FILTER',
  'ERR_CONTEXT_LENGTH',
];

/** One turn of a conversation: read, written as pending, asked, written with its answer. */
export class Exchange {
  readonly #place: ConversationPlace;
  readonly #parts: ExchangeParts;
  #result: ChatResult | undefined;

  constructor(place: ConversationPlace, parts: ExchangeParts) {
    this.#place = place;
    this.#parts = parts;
  }

  /** Once all events were read. */
  get result(): ChatResult {
    if (!this.#result) throw new Error('The turn has not ended');
    return this.#result;
  }

  async whole(): Promise<ChatResult> {
    for await (const _ of this.events('whole'));
    return this.result;
  }

  async *events(wire: Call['wire']): AsyncGenerator<ChatEvent, Answer> {
    const { operation } = this.#parts.call;
    const line = standInLine(this.#place.store, this.#place.key);
    const signal = operation.begin();
    signal.addEventListener('abort', line.leave, { once: true }); // an abandoned reader never gets to `finally`
    try {
      await operation.step(() => line.turn);
      const opened = await operation.step(() => line.during(() => this.#open()));
      const held: ChatEvent[] = [];
      const answer = yield* this.#ask(opened, wire, held, line);
      await operation.step(() => line.during(() => this.#close(opened.kept)));
      line.leave();
      operation.end(); // whoever takes the end may never come back
      yield* held;
      return answer;
    } finally {
      signal.removeEventListener('abort', line.leave);
      line.leave();
    }
  }

  /** The events but for the end, which is held until the answer is written. */
  async *#ask(
    opened: Opened,
    wire: Call['wire'],
    held: ChatEvent[],
    line: LinePlace,
  ): AsyncGenerator<ChatEvent, Answer> {
    const { call } = this.#parts;
    try {
      const { turns, pending } = opened.kept.record;
      const dialogue = new Dialogue(call, answered([...turns.flat(), ...pending]));
      const answer = yield* withoutEnd(dialogue.events(wire), held);
      this.#result = dialogue.result(answer);
      return answer;
    } catch (error) {
      if (isSecureLLMError(error) && REFUSALS.includes((error as InvalidInputError).code)) {
        const record = { ...opened.kept.record, pending: opened.before };
        await call.operation.step(() => line.during(() => write(this.#place, opened.kept, record)));
      }
      throw error;
    }
  }

  /** Reads what is kept and writes the turn to it as pending, compacted where it is too long. */
  async #open(): Promise<Opened> {
    const { fresh, recall } = this.#parts;
    const kept = await read(this.#place);
    const before = kept.record.pending;
    const pending = [...before, ...fresh.map(bare)];
    if (pending.length === 0) throw invalid('input', 'is missing, and nothing is pending: pass what to ask');
    recall.memory = kept.record.memory;
    const turns = await this.#compacted(kept.record.turns, pending);
    const opened = await write(this.#place, kept, { turns, pending, memory: recall.memory });
    return { kept: opened, before: fresh.length > 0 ? before : [] };
  }

  async #close(opened: Kept): Promise<void> {
    const { call: asked, operation, settings } = this.#parts.call;
    const { memory } = operation.screening.loaded;
    const { turns, pending } = opened.record;
    const { messages } = this.result;
    const said = [...pending, ...withValues(messages as readonly RequestMessage[], memory, asked.request.tools)];
    if (!isReadable(said, settings.sanitize.maxDepth))
      throw new ResponseFormatError('The answer has tool calls that no conversation can keep');
    await write(this.#place, opened, { turns: withTurn(turns, said), pending: [], memory });
  }

  async #compacted(turns: readonly Turn[], asked: Turn): Promise<readonly Turn[]> {
    const { maxContextTokens, compaction } = this.#place;
    const open = asked[0]?.role === 'tool' ? 1 : 0; // the last turn waits for what its tools answered
    const old = turns.slice(0, turns.length - open);
    const rest = turns.slice(old.length);
    const window = windowOf(maxContextTokens, this.#parts.call.settings.sanitize);
    const count = overdue(old, [...rest.flat(), ...asked], window);
    const oldest = turns.slice(0, count);
    if (count === 0 || (count === 1 && oldest.every(isSummary))) return turns;
    if (compaction === 'drop') return turns.slice(count);
    let text = '';
    for (const lot of transcripts(oldest, window.chars)) {
      text = await this.#summary(summaryRequest(text, lot));
      if (text.trim() === '') return turns;
    }
    return [summaryTurn(text), ...turns.slice(count)];
  }

  /** A call of its own, which ends with the one that it is for. */
  async #summary(request: readonly Message[]): Promise<string> {
    const { call, options, begin, recall } = this.#parts;
    const { model, scope, priority, cache, sanitize, timeout } = options;
    const own = { model, scope, priority, cache, sanitize, timeout, signal: call.operation.begin() };
    const asked = begin({ ...own, instructions: SUMMARY_INSTRUCTIONS }, () => recall.memory);
    return asked.operation.run(async () => {
      const { text } = await new Dialogue(asked, request).whole();
      recall.memory = asked.operation.screening.loaded.memory;
      return text;
    });
  }
}

interface Opened {
  readonly kept: Kept;
  /** What is pending again where this turn is refused: nothing, where it was what is pending that was asked. */
  readonly before: Turn;
}

export async function history(place: ConversationPlace): Promise<ConversationHistory> {
  const { version, record } = await read(place);
  return { messages: record.turns.flat(), pending: record.pending, version };
}

export const takeBack = (place: ConversationPlace): Promise<Turn> =>
  alone(place.store, place.key, async () => {
    const kept = await read(place);
    const { pending } = kept.record;
    if (pending.length > 0) await write(place, kept, { ...kept.record, pending: [] });
    return pending;
  });

export const copy = (from: ConversationPlace, to: ConversationPlace): Promise<void> =>
  alone(to.store, to.key, async () => {
    const there = await read(to);
    if (there.version > 0) throw invalid('newId', 'is a conversation already: take another, or delete that one');
    await write(to, there, (await read(from)).record);
  });

export const remove = (place: ConversationPlace): Promise<void> => alone(place.store, place.key, () => erase(place));

async function* withoutEnd(
  events: AsyncGenerator<ChatEvent, Answer>,
  held: ChatEvent[],
): AsyncGenerator<ChatEvent, Answer> {
  let step: IteratorResult<ChatEvent, Answer> | undefined;
  try {
    for (step = await events.next(); !step.done; step = await events.next())
      if (step.value.type === 'end') held.push(step.value);
      else yield step.value;
    return step.value;
  } finally {
    if (!step?.done) await events.return(undefined as never);
  }
}

/** What tools answered to the last turn belongs to it: calls and results are kept and compacted together. */
function withTurn(turns: readonly Turn[], said: Turn): ConversationRecord['turns'] {
  const last = turns.at(-1);
  if (said[0]?.role !== 'tool' || !last) return [...turns, said];
  return [...turns.slice(0, -1), [...last, ...said]];
}

/**
 * Tools may have been asked with placeholders: what is kept has values alone, and the table gives the placeholders again.
 * What a tool with `restore` was asked has them already; once more would take a text of somebody for a placeholder.
 */
function withValues(
  messages: readonly RequestMessage[],
  { placeholders }: ScreenMemory,
  tools: readonly ToolDefinition[] = [],
): readonly RequestMessage[] {
  const table = new PlaceholderTable(placeholders);
  const restored = new Set(tools.flatMap(({ name, restore }) => (restore ? name : [])));
  const valued = (part: Part): Part =>
    part.type === 'tool-call' && !restored.has(part.name) ? { ...part, input: table.restoreJson(part.input) } : part;
  return messages.map(({ role, content }) => ({ role, content: content.map(valued) }));
}
