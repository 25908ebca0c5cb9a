/** Where the lines of a log go. */
export interface LogSink {
  /**
   * Called before the first write, and again after a failure. `last` is the last line that is kept, with its line feed:
   * the log goes on behind it. Without it a new log begins. `torn` counts bytes of an unfinished line that were put aside.
   */
  open?(): Opened | Promise<Opened>;
  /** Keeps whole lines, each with its line feed, behind those before. Where it throws it has kept none of them. */
  write(lines: string): void | Promise<void>;
  close?(): void | Promise<void>;
}

export interface Opened {
  readonly last?: string | undefined;
  readonly torn?: number | undefined;
}

/** Keeps a log in memory. Iterating over it gives the text of the log in pieces, as `verifyLog` takes it. */
export interface MemorySink extends LogSink, Iterable<string> {}

/** @param lines what an earlier log has left, to go on behind it */
export function memorySink(lines = ''): MemorySink {
  const kept = lines === '' ? [] : [lines];
  return {
    open() {
      const text = kept.at(-1);
      return { last: text?.slice(text.lastIndexOf('\n', text.length - 2) + 1) };
    },
    write(more) {
      kept.push(more);
    },
    [Symbol.iterator]: () => kept.values(),
  };
}
