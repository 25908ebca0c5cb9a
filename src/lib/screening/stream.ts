import type { Match, ScanContext } from '../../types/guard.ts';
import { Lanes } from './lanes.ts';
import { isFirst, isLast, type OnGuardError, type Safeguard, type Sighting } from './safeguard.ts';

/** What puts values into the text between the guards and those that finish it; see `Restorer`. */
export interface Between {
  write(text: string): string;
  end(): string;
  origin<M extends Match>(match: M): M;
}

/**
 * Screens a text that comes in pieces, as `screenWhole` does a whole one. What `write` and `end` return is, put together,
 * the same for every chunking, and nothing that a guard may still redact or block is ever among it.
 */
export class StreamScreen {
  readonly #first: Lanes;
  readonly #between: Between | undefined;
  readonly #last: Lanes | undefined;

  /** @param between what the finishing guards read is what it makes of the text */
  constructor(
    safeguards: readonly Safeguard[],
    context: ScanContext,
    onError: OnGuardError,
    report: (sighting: Sighting) => void,
    between?: Between | undefined,
  ) {
    const first = new Lanes(safeguards.filter(isFirst), context, onError, report);
    const last = safeguards.filter(isLast);
    const origin = (sighting: Sighting) => first.origin(between ? between.origin(sighting) : sighting);
    this.#first = first;
    this.#between = between;
    if (last.length > 0) this.#last = new Lanes(last, context, onError, (sighting) => report(origin(sighting)));
  }

  /** Takes the next piece; returns what can be shown now. */
  write(piece: string): string {
    const left = this.#first.write(piece);
    if (this.#between) return this.#finish(this.#between.write(left));
    const text = this.#finish(left);
    this.#first.forget(this.#last?.shown ?? Number.POSITIVE_INFINITY);
    return text;
  }

  /**
   * How far in the text as it came everything is shown. Where each guard may change the text, no finding that is still to come
   * begins before it, by more than the length of a label.
   */
  get shown(): number {
    return this.#last ? this.#first.originOf(this.#last.shown) : this.#first.shown;
  }

  /** Returns what is left, once every guard has read all of it. */
  async end(): Promise<string> {
    const left = await this.#first.end('');
    const put = this.#between ? this.#between.write(left) + this.#between.end() : left;
    return this.#last ? this.#last.end(put) : put;
  }

  #finish(text: string): string {
    if (!this.#last) return text;
    const shown = this.#last.write(text);
    this.#last.forget(Number.POSITIVE_INFINITY); // nothing reads what it leaves
    return shown;
  }
}
