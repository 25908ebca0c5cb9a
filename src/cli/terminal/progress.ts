import type { BatchProgress } from '../../operations/batch.ts';
import type { Output } from '../io.ts';
import type { Style } from './style.ts';

const REDRAW_MS = 100;
const MOST_CELLS = 30;
const FEWEST_CELLS = 8; // a shorter bar tells nothing
const BACK = '\r';
const ERASE = '\u001b[K';

/** A bar on the last line of a terminal, drawn over again and again, at most ten times a second. */
export class ProgressBar {
  readonly #output: Output;
  readonly #style: Style;
  readonly #now: () => number;
  #drawnAt = Number.NEGATIVE_INFINITY;

  constructor(output: Output, style: Style, now: () => number) {
    this.#output = output;
    this.#style = style;
    this.#now = now;
  }

  show(progress: BatchProgress): void {
    if (this.#now() - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = this.#now();
    const line = progressLine(progress, this.#output.columns, this.#style);
    this.#output.write(`${BACK}${line}${ERASE}`).catch(() => {}); // nobody looks any more
  }

  /** Leaves the line as if nothing had been there. */
  async clear(): Promise<void> {
    await this.#output.write(`${BACK}${ERASE}`);
  }
}

/** Count, bar, share, rate, time that is left and failures; narrower than `columns`. */
export function progressLine(progress: BatchProgress, columns: number, style: Style): string {
  const { done, total, failed, perSecond, etaMs } = progress;
  const share = total === 0 ? 1 : done / total;
  const count = `${String(done).padStart(String(total).length)}/${total}`;
  const facts = [
    `${Math.floor(share * 100)} %`.padStart(5),
    ...(perSecond > 0 ? [rate(perSecond)] : []),
    ...(etaMs !== undefined && done < total ? [`${duration(etaMs)} left`] : []),
  ].join('  ');
  const failures = failed > 0 ? `  ${failed} failed` : '';
  const cells = Math.min(MOST_CELLS, columns - count.length - facts.length - failures.length - 5);
  if (cells < FEWEST_CELLS) return `${count}${failures}`.slice(0, columns - 1);
  const full = Math.round(share * cells);
  const bar = style('cyan', '━'.repeat(full)) + style('dim', '─'.repeat(cells - full));
  return `${count}  ${bar}  ${facts}${style('red', failures)}`;
}

/** `12/s`, `1.5/s`, or `20/min` for what is slow. */
function rate(perSecond: number): string {
  if (perSecond >= 10) return `${Math.round(perSecond)}/s`;
  return perSecond >= 1 ? `${perSecond.toFixed(1)}/s` : `${(perSecond * 60).toFixed(perSecond < 0.1 ? 1 : 0)}/min`;
}

/** `0:07`, `12:30`, `1:02:03`. */
function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(seconds / 3_600);
  return hours > 0 ? `${hours}:${parts.join(':')}` : parts.join(':').replace(/^0/, '');
}
