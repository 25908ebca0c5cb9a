import type { GuardReader, Match, ScanContext } from '../../types/guard.ts';
import { readMatches } from './matches.ts';
import { WindowReader } from './reader.ts';
import type { OnGuardError, Safeguard } from './safeguard.ts';

/** Characters that a guard gathers for a look, where it never changes the text and nobody waits for it. */
const BATCH = 2_048;
const NONE: readonly Match[] = [];

/** One guard on one stream. */
export class Lane {
  readonly safeguard: Safeguard;
  readonly #context: ScanContext;
  readonly #onError: OnGuardError;
  /** Undefined for a guard that needs the whole text. */
  readonly #reader: GuardReader | undefined;
  /** Whether the text has to wait for it. */
  readonly #holds: boolean;
  #pending = ''; // what it has not read yet
  #failed = false;

  constructor(safeguard: Safeguard, context: ScanContext, onError: OnGuardError) {
    const { guard, cleans } = safeguard;
    this.safeguard = safeguard;
    this.#context = context;
    this.#onError = onError;
    this.#holds = cleans === true || safeguard.mayChange(context.trust);
    try {
      if (guard.reader) this.#reader = guard.reader(context);
      else if (guard.reach !== undefined || guard.undecided)
        this.#reader = new WindowReader(guard, context, guard.reach ?? 0);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** How far it has decided, in the text that it reads; without bound where nobody waits for it. */
  get decided(): number {
    if (!this.#holds || this.#failed) return Number.POSITIVE_INFINITY;
    const decided = this.#reader?.decided ?? 0;
    return decided >= 0 ? decided : 0; // also where a guard of somebody's own says something else
  }

  /** No match that is still to come begins before it. */
  get position(): number {
    return this.#failed ? Number.POSITIVE_INFINITY : (this.#reader?.decided ?? 0);
  }

  /** Takes the next piece; what is decided now and was not before. */
  read(piece: string, last: boolean): readonly Match[] {
    if (this.#failed) return NONE;
    this.#pending += piece;
    if (!this.#reader || (!this.#holds && !last && this.#pending.length < BATCH)) return NONE;
    const unread = this.#pending;
    this.#pending = '';
    try {
      return readMatches(this.#reader.read(unread, last));
    } catch (error) {
      return this.#fail(error);
    }
  }

  /** What a guard that needs the whole text finds in it. */
  async readWhole(): Promise<readonly Match[]> {
    if (this.#reader || this.#failed) return NONE;
    try {
      return readMatches(await this.safeguard.guard.scan(this.#pending, this.#context), this.#pending);
    } catch (error) {
      return this.#fail(error);
    }
  }

  #fail(error: unknown): readonly Match[] {
    this.#failed = true;
    this.#onError(this.safeguard.guard, error);
    return NONE;
  }
}
