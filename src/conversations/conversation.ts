import type { CallOptions } from '../call-options.ts';
import type { ScreenMemory } from '../layers/screen.ts';
import { invalid } from '../lib/check.ts';
import type { Answer } from '../lib/fold.ts';
import { brought, late } from '../lib/late.ts';
import { readSafely } from '../lib/snapshot.ts';
import { ChatStream } from '../operations/chat-stream.ts';
import type { CallContext } from '../operations/context.ts';
import type { ChatResult } from '../operations/conversation.ts';
import type { Call, RequestMessage } from '../types/call.ts';
import type { ChatEvent } from '../types/event.ts';
import type { Input } from '../types/message.ts';
import type { Exchange } from './exchange.ts';
import { type BranchOptions, type ConversationPlace, readBranch, renamed } from './options.ts';

/** What a conversation holds. */
export interface ConversationHistory {
  /** What was answered, turn by turn: question, passes with tools, answer. What was compacted is one turn, its summary. */
  readonly turns: readonly (readonly RequestMessage[])[];
  /** The same, message by message, as it was shown. Files and texts of it are content. */
  readonly messages: readonly RequestMessage[];
  /** What was asked and not answered: the call failed, was stopped, or its process ended. Empty as a rule. */
  readonly pending: readonly RequestMessage[];
  /** Counts what was written, from 1; 0 where nothing is kept. */
  readonly version: number;
}

/** Begins a call of the client, whose screen goes on from `memory`. */
export type Begin = (options: unknown, memory: () => ScreenMemory) => CallContext;

/** What a call of a conversation hands to its screen, once the record is read. */
export interface Recall {
  memory: ScreenMemory;
}

const exchange = late(() => brought('for conversations', import('./exchange.ts')));
const upkeep = late(() => brought('for conversations', import('./upkeep.ts')));

/**
 * A conversation in a store. A turn is written before it is sent, marked as pending, and with its answer when that is
 * complete; so it is readable whenever a process ends. Turns of one process wait for each other. Methods throw IntegrityError where what is
 * kept is not what was written, ConversationConflictError where another process wrote meanwhile, NetworkError where the store fails,
 * TimeoutError where it takes longer than `timeout.totalMs`, waiting for other turns included.
 */
export class Conversation {
  readonly #place: ConversationPlace;
  readonly #begin: Begin;

  /** Made by `client.conversation`. */
  constructor(place: ConversationPlace, begin: Begin) {
    this.#place = place;
    this.#begin = begin;
  }

  get id(): string {
    return this.#place.id;
  }

  /**
   * Asks as `chat` does, after all that was said before. Without an input it asks again what is pending; with one, both.
   * A turn that is refused for what it holds is taken back; one that fails otherwise stays pending.
   */
  async send(input?: Input, options?: CallOptions): Promise<ChatResult> {
    return this.#exchange(input, options, async (call, opened) => {
      return call.operation.run(async () => (await opened()).whole());
    });
  }

  /** Asks as `stream` does, after all that was said before. Its `end` comes when the answer is written. */
  stream(input?: Input, options?: CallOptions): ChatStream {
    return this.#exchange(input, options, (call, opened) => {
      let made: Exchange | undefined;
      const events = async function* (wire: Call['wire']): AsyncGenerator<ChatEvent, Answer> {
        made = await call.operation.step(opened);
        return yield* made.events(wire);
      };
      return new ChatStream(call.operation, { events, result: () => (made as Exchange).result });
    });
  }

  /** What is kept, read anew each time. */
  async history(): Promise<ConversationHistory> {
    return (await upkeep()).history(this.#place);
  }

  /** Removes what is pending, and answers it. Waits for turns in progress. */
  async takeBack(): Promise<readonly RequestMessage[]> {
    return (await upkeep()).takeBack(this.#place);
  }

  /**
   * A copy under another id of the same tenant, that goes its own way. `turns`: of the first so many turns of the `history`
   * alone, from 0 to all, without what is pending. Throws InvalidInputError where that id is taken.
   */
  async branch(newId: string, options: BranchOptions = {}): Promise<Conversation> {
    const place = renamed(this.#place, newId);
    const turns = readBranch(options);
    await (await upkeep()).copy(this.#place, place, turns);
    return new Conversation(place, this.#begin);
  }

  /** Removes it from the store, for good. Waits for turns in progress in this process; one of another process fails. */
  async delete(): Promise<void> {
    await (await upkeep()).remove(this.#place);
  }

  #exchange<T>(input: unknown, given: unknown, ask: (call: CallContext, opened: () => Promise<Exchange>) => T): T {
    const { instructions, tenant } = this.#place;
    const recall: Recall = { memory: { placeholders: [], untrusted: false } };
    const copy = readSafely('options', () => (typeof given === 'object' ? { ...given } : given)) as CallOptions;
    const own = { instructions, ...(tenant !== '' && { scope: tenant }) };
    const options = typeof given === 'object' || given === undefined ? { ...own, ...defined(copy) } : copy;
    const call = this.#begin(options, () => recall.memory);
    const fresh = input === undefined ? [] : turnOf(call, input);
    return ask(
      call,
      async () => new (await exchange()).Exchange(this.#place, { call, fresh, recall, options, begin: this.#begin }),
    );
  }
}

const defined = (values: object | undefined): object =>
  Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => value !== undefined));

/** The messages of an input, checked. */
function turnOf(call: CallContext, input: unknown): readonly RequestMessage[] {
  const messages = call.request(input).messages.filter(({ path }) => path !== 'instructions');
  if (messages.some(({ role }) => role === 'system'))
    throw invalid('input', 'holds a system message: pass it as `instructions`');
  return messages;
}
