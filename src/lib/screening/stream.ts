import type { ScanContext } from '../../types/guard.ts';
import type { Safeguard, Sighting } from './safeguard.ts';
import { Stage } from './stage.ts';
import { isFirst, isLast, type OnGuardError } from './whole.ts';

/**
 * Screens a text that comes in pieces, as `screenWhole` does a whole one. What `write` and `end` return is, put together,
 * the same for every chunking, and nothing that a guard may still redact or block is ever among it.
 */
export class StreamScreen {
  readonly #first: Stage;
  readonly #last: Stage | undefined;

  constructor(
    safeguards: readonly Safeguard[],
    context: ScanContext,
    onError: OnGuardError,
    report: (sighting: Sighting) => void,
  ) {
    const first = new Stage(safeguards.filter(isFirst), context, onError, report);
    const last = safeguards.filter(isLast);
    this.#first = first;
    if (last.length > 0) this.#last = new Stage(last, context, onError, (sighting) => report(first.origin(sighting)));
  }

  /** Takes the next piece; returns what can be shown now. */
  write(piece: string): string {
    const left = this.#first.write(piece);
    return this.#last ? this.#last.write(left) : left;
  }

  /** Returns what is left, once every guard has read all of it. */
  async end(): Promise<string> {
    const left = await this.#first.end('');
    return this.#last ? this.#last.end(left) : left;
  }
}
