import { within } from '../lib/within.ts';
import type { ConversationPlace } from './options.ts';

/** A place in the line of those who write the same record. */
export interface LinePlace {
  /** Resolves when all who came before have left. */
  readonly turn: Promise<void>;
  /** Work that the next one waits for, also where this place is left meanwhile. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** May be called again. */
  leave(): void;
}

const lines = new WeakMap<object, Map<string, Promise<void>>>();

/** Takes a place in the line for a key of a store: one at a time in this process. */
export function standInLine(store: object, key: string): LinePlace {
  const line = lines.get(store) ?? new Map<string, Promise<void>>();
  lines.set(store, line);
  const turn = line.get(key) ?? Promise.resolve();
  let free = () => {};
  const left = new Promise<void>((resolve) => {
    free = resolve;
  });
  const end = turn.then(() => left);
  line.set(key, end);
  void end.then(() => {
    if (line.get(key) === end) line.delete(key);
  });
  let working: Promise<unknown> = Promise.resolve();
  return {
    turn,
    during(work) {
      const running = work();
      working = running.catch(() => {});
      return running;
    },
    leave: () => void working.then(() => free()),
  };
}

/** Runs work alone among those of this process. Throws TimeoutError past the time of the place, waiting included. */
export const alone = <T>(place: ConversationPlace, work: (signal: AbortSignal) => Promise<T>): Promise<T> =>
  within(place.clock, place.totalMs, async (signal) => {
    const line = standInLine(place.store, place.key);
    try {
      await line.turn;
      signal.throwIfAborted();
      return await line.during(() => work(signal));
    } finally {
      line.leave();
    }
  });
