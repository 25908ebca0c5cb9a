import { type InvalidInputError, isSecureLLMError, ResponseFormatError } from '../errors.ts';
import { invalid } from '../lib/check.ts';
import type { Answer } from '../lib/fold.ts';
import { type ChatResult, Conversation as Dialogue } from '../operations/conversation.ts';
import type { Call, RequestMessage } from '../types/call.ts';
import type { ChatEvent } from '../types/event.ts';
import { answered } from './answered.ts';
import { type CompactionParts, compacted } from './compaction.ts';
import { type LinePlace, standInLine } from './line.ts';
import type { ConversationPlace } from './options.ts';
import { bare, isReadable, type Turn } from './record.ts';
import { type Kept, read, write } from './shelf.ts';
import { withTurn, withValues } from './turns.ts';

interface ExchangeParts extends CompactionParts {
  /** What is asked now; empty: what is pending. */
  readonly fresh: Turn;
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
    const turns = await compacted(this.#place, this.#parts, kept.record.turns, pending);
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
}

interface Opened {
  readonly kept: Kept;
  /** What is pending again where this turn is refused: nothing, where it was what is pending that was asked. */
  readonly before: Turn;
}

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
