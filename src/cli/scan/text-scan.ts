import { GuardError } from '../../errors.ts';
import { injectionModel } from '../../guards/model.ts';
import { inputSafeguards, outputSafeguards } from '../../guards/safeguards.ts';
import { BlockReader, type BlockSize } from '../../lib/screening/block-reader.ts';
import type { Safeguard, Sighting } from '../../lib/screening/safeguard.ts';
import { StreamScreen } from '../../lib/screening/stream.ts';
import { byStart } from '../../lib/stretches.ts';
import { DEFAULTS } from '../../options.ts';
import type { ScanContext } from '../../types/guard.ts';
import { Lines, type Position } from './lines.ts';

/** A client reads as much at once. The overlap holds the longest run that is decoded, twice. */
const BLOCK: BlockSize = { window: DEFAULTS.sanitize.maxChars, overlap: 8_192 };

/** What stands in a text, and where. */
export interface Located {
  readonly sighting: Sighting;
  readonly start: Position;
  /** Behind its last character. */
  readonly end: Position;
}

/** What is known after a piece. */
export interface Scanned {
  /** Cleaned text, the next of it. */
  readonly text: string;
  /** In order of their start; none begins before one of an earlier piece. */
  readonly found: readonly Located[];
}

/** A label may be longer than what it stands for, so that what is found behind it seems to begin later. */
const SLACK = 1_024;

/** Reads one text of any length as a client would by its defaults, in constant memory. */
export class TextScan {
  readonly #screen: StreamScreen;
  readonly #lines = new Lines();
  #waiting: Sighting[] = [];

  constructor(context: ScanContext, block: BlockSize = BLOCK) {
    const failed = ({ id }: { readonly id: string }, error: unknown): never => {
      throw new GuardError(id, error);
    };
    this.#screen = new StreamScreen(safeguardsFor(context, block), context, failed, (sighting) =>
      this.#waiting.push(sighting),
    );
  }

  write(piece: string): Scanned {
    this.#lines.write(piece);
    const text = this.#screen.write(piece);
    return { text, found: this.#before(this.#screen.shown) };
  }

  async end(): Promise<Scanned> {
    const text = await this.#screen.end();
    return { text, found: this.#before(Number.POSITIVE_INFINITY) };
  }

  /** What begins before an offset, now that nothing more will. */
  #before(offset: number): readonly Located[] {
    const ready = this.#waiting.filter(({ start }) => start < offset);
    this.#waiting = this.#waiting.filter(({ start }) => start >= offset);
    const found = ready.sort(byStart).map((sighting) => ({
      sighting,
      start: this.#lines.at(sighting.start),
      end: this.#lines.at(sighting.end),
    }));
    this.#lines.forget(offset - SLACK);
    return found;
  }
}

/**
 * The guards of a client. Those of the input know whole texts, and read a long one in windows; all hold the text back, so that
 * findings come in order.
 */
function safeguardsFor({ stage }: ScanContext, block: BlockSize): readonly Safeguard[] {
  const holding = (safeguard: Safeguard): Safeguard => ({ ...safeguard, mayChange: () => true });
  if (stage === 'output') return outputSafeguards({ mode: 'enforce' }).map(holding);
  return inputSafeguards({ mode: 'enforce', injectionGuard: injectionModel }).map((safeguard) => {
    const { guard } = safeguard;
    if (safeguard.cleans) return safeguard;
    return holding({ ...safeguard, guard: { ...guard, reader: (context) => new BlockReader(guard, context, block) } });
  });
}
