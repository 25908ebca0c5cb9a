import { StreamInterruptedError } from '../../errors.ts';
import { Fold, isContent, NO_USAGE } from '../../lib/fold.ts';
import { report } from '../../lib/report.ts';
import { Turn } from '../../lib/turn.ts';
import type { Call, Handler } from '../../types/call.ts';
import type { Clock } from '../../types/clock.ts';
import type { ChatEvent } from '../../types/event.ts';
import type { Store } from '../../types/store.ts';
import type { RecordContext, Vault } from '../../types/vault.ts';
import type { AnswerCache, CacheSettings, Surroundings } from '../cache.ts';
import { Flight } from './flight.ts';
import { keptEvents, keptText } from './kept-answer.ts';
import { MemoryStore } from './memory-store.ts';
import { requestText } from './request-text.ts';
import { Seal } from './seal.ts';
import { within } from './within.ts';

/** Answers that were given before, and those that are on their way. */
export class Answers implements AnswerCache {
  readonly #store: Store;
  readonly #seal: Seal;
  readonly #vault: Vault | undefined;
  readonly #ttlMs: number;
  readonly #clock: Clock;
  readonly #flights = new Map<string, Flight>();
  readonly #names = new WeakMap<object, string>(); // by trace, which is one a call whatever layers make of it

  constructor({ store, vault, key, ttlMs, maxEntries, clock }: CacheSettings) {
    this.#store = store ?? new MemoryStore(maxEntries, ttlMs, clock);
    this.#seal = new Seal(key);
    this.#vault = store && vault;
    this.#ttlMs = ttlMs;
    this.#clock = clock;
  }

  async *answer(call: Call, next: Handler, surroundings: Surroundings): AsyncGenerator<ChatEvent, void> {
    const name = await this.#nameOf(call, surroundings);
    call.signal.throwIfAborted();
    if (name === undefined) return yield* next(call);
    this.#names.set(call.trace, name);
    const flight = this.#board(name, call, next);
    const leave = () => flight.leave(call);
    call.signal.addEventListener('abort', leave, { once: true }); // an abandoned reader never gets to `finally`
    try {
      if (yield* read(flight, call)) return;
    } finally {
      call.signal.removeEventListener('abort', leave);
      leave();
    }
    yield* next(call);
  }

  async forget({ trace, signal }: Call): Promise<void> {
    const name = this.#names.get(trace);
    if (name !== undefined) await within(this.#clock, signal, () => this.#store.removeItem(name));
  }

  #board(name: string, call: Call, next: Handler): Flight {
    const waiting = this.#flights.get(name);
    if (waiting) {
      waiting.join(call);
      return waiting;
    }
    const onEnd = () => void this.#flights.delete(name);
    const flight = new Flight(call, (shared) => this.#fetch(name, shared, next), onEnd);
    this.#flights.set(name, flight);
    return flight;
  }

  /**
   * What is kept, or what the provider says, which is then kept where it is complete, nothing had to be cut out of it, and
   * nobody had to stand in: when the first provider is back, it is to be asked.
   */
  async *#fetch(name: string, call: Call, next: Handler): AsyncGenerator<ChatEvent, void> {
    const kept = await this.#kept(name, call);
    if (kept) return yield* kept;
    const fold = new Fold();
    const turn = new Turn();
    let isClean = true;
    for await (const event of turn.of(next(call))) {
      fold.add(event);
      if (event.type === 'finding') isClean = false;
      yield event;
    }
    const isFirstChoice = call.trace.fallbacks.length === 0;
    const text = isClean && isFirstChoice ? keptText(fold.answer, turn.parts, Date.now()) : undefined;
    if (text === undefined) return;
    const lasts = Number.isFinite(this.#ttlMs) ? { ttl: Math.ceil(this.#ttlMs / 1_000) } : {};
    await within(this.#clock, call.signal, async () => {
      const kept = this.#vault ? await this.#vault.seal(text, contextOf(name, call)) : text;
      await this.#store.setItem(name, await this.#seal.close(name, kept), lasts);
    });
  }

  async #kept(name: string, call: Call): Promise<readonly ChatEvent[] | undefined> {
    const sealed = await within(this.#clock, call.signal, () => this.#store.getItem(name));
    if (typeof sealed !== 'string') return undefined;
    const kept = await this.#seal.open(name, sealed);
    const vault = this.#vault;
    const text =
      kept === undefined || !vault
        ? kept
        : await within(this.#clock, call.signal, () => vault.open(kept, contextOf(name, call)));
    return text === undefined ? undefined : keptEvents(text, this.#ttlMs, Date.now());
  }

  /** Undefined for a request that has no name, such as one into which a layer put what is no plain data. */
  async #nameOf(call: Call, surroundings: Surroundings): Promise<string | undefined> {
    try {
      return await this.#seal.nameOf(await requestText(call, surroundings));
    } catch {
      return undefined;
    }
  }
}

const contextOf = (id: string, { scope = '' }: Call): RecordContext => ({
  purpose: 'cache',
  tenant: scope,
  id,
  version: 0,
});

/**
 * The events of a flight for one of its readers. Whoever does not own it holds them back up to the first content, or to
 * the end where nothing is streamed. False: it failed and nothing was shown, so that the reader can ask by itself.
 */
async function* read(flight: Flight, call: Call): AsyncGenerator<ChatEvent, boolean> {
  const owns = () => flight.owner === call;
  const held: ChatEvent[] = [];
  let isShown = false;
  try {
    for (let position = 0; ; position++) {
      const event = await flight.at(position);
      call.signal.throwIfAborted(); // we left meanwhile
      if (event === undefined) break;
      held.push(event);
      isShown ||= owns() || event.type === 'end' || (call.wire === 'stream' && isContent(event));
      if (isShown) for (const each of held.splice(0)) yield received(each, call, owns());
    }
    return true;
  } catch (error) {
    if (call.signal.aborted || owns()) throw error;
    if (isShown) throw new StreamInterruptedError(); // the error itself is the owner's, with what it knows of its call
    return false;
  }
}

/** An event as it is for one reader: what was sent, and what it took, is the owner's. */
function received(event: ChatEvent, call: Call, isOwner: boolean): ChatEvent {
  if (event.type === 'finding') report(call, event.finding);
  if (isOwner) return event;
  if (event.type === 'start') return { ...event, cached: true };
  return event.type === 'end' ? { ...event, usage: NO_USAGE } : event;
}
