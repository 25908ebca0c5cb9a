import { stat } from 'node:fs/promises';
import { systemClock } from '../../lib/clock.ts';
import type { CommandContext } from '../commands/command.ts';
import { ProgressBar } from '../terminal/progress.ts';
import { styleFor } from '../terminal/style.ts';

const MEGABYTE = 1_000_000;

/** How far the files are read, on a terminal: a bar in megabytes, where there are some and all sizes are known. */
export class ReadingBar {
  readonly #bar: ProgressBar;
  readonly #total: number;
  readonly #since = systemClock.now();
  #bytes = 0;

  private constructor(bar: ProgressBar, total: number) {
    this.#bar = bar;
    this.#total = total;
  }

  static async over(paths: readonly string[], { io, flags }: CommandContext): Promise<ReadingBar | undefined> {
    const { stderr, env } = io;
    if (!stderr.isTTY || flags.quiet || env.TERM === 'dumb' || paths.includes('-')) return undefined;
    const sizes = await Promise.all(
      paths.map((path) =>
        stat(path)
          .then(({ size }) => size)
          .catch(() => 0),
      ),
    );
    const total = sizes.reduce((sum, size) => sum + size, 0);
    return total < MEGABYTE
      ? undefined
      : new ReadingBar(new ProgressBar(stderr, styleFor(stderr, env), systemClock.now), total);
  }

  /** The same bytes, counted on their way. */
  async *counting(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
    for await (const chunk of source) {
      yield chunk;
      this.#bytes += chunk.length;
      this.#show();
    }
  }

  /** Makes room for what is printed. */
  clear(): Promise<void> {
    return this.#bar.clear();
  }

  #show(): void {
    const seconds = (systemClock.now() - this.#since) / 1_000;
    const perSecond = seconds > 0 ? this.#bytes / seconds : 0;
    const left = Math.max(0, this.#total - this.#bytes);
    this.#bar.show({
      done: Math.round(Math.min(this.#bytes, this.#total) / MEGABYTE),
      total: Math.ceil(this.#total / MEGABYTE),
      failed: 0,
      perSecond: 0, // in megabytes a rate tells little
      etaMs: perSecond > 0 ? (left / perSecond) * 1_000 : undefined,
    });
  }
}
