import type { GuardReader, Match, ScanContext } from '../../types/guard.ts';
import { type Edit, settle, textOf } from './edits.ts';
import { Offsets } from './offsets.ts';
import { WindowReader } from './reader.ts';
import { type Judged, judge, type Safeguard, type Sighting, sighting } from './safeguard.ts';
import { clean, type OnGuardError } from './whole.ts';

/** Characters that a guard gathers for a look, where it never changes the text and nobody waits for it. */
const BATCH = 2_048;

const NONE: readonly Match[] = [];

/** One guard on one stream. */
interface Lane {
  readonly safeguard: Safeguard;
  /** Undefined for a guard that needs the whole text. */
  readonly reader: GuardReader | undefined;
  /** Whether the text has to wait for it. */
  readonly holds: boolean;
  /** What it has not read yet. */
  pending: string;
  failed: boolean;
}

/**
 * Screens a text that comes in pieces. What `write` and `end` return is, put together, the same for every chunking, and
 * nothing that a guard may still redact or block is ever among it.
 */
export class StreamScreen {
  readonly #safeguards: readonly Safeguard[];
  readonly #context: ScanContext;
  readonly #onError: OnGuardError;
  readonly #report: (sighting: Sighting) => void;
  readonly #cleaner: Lane | undefined;
  readonly #lanes: readonly Lane[];
  readonly #offsets = new Offsets(); // from what the cleaning guard leaves to the text as it came
  #held = ''; // the text as it came, from #shown on
  #shown = 0;
  #viewed = 0; // how far the cleaning guard has handed it on
  #view = ''; // kept for guards that need the whole, and where there are any
  #viewLength = 0;
  #redactions: Judged[] = [];

  constructor(
    safeguards: readonly Safeguard[],
    context: ScanContext,
    onError: OnGuardError,
    report: (sighting: Sighting) => void,
  ) {
    this.#safeguards = safeguards;
    this.#context = context;
    this.#onError = onError;
    this.#report = report;
    const active = safeguards.filter(
      ({ guard, isOff }) => guard.stages.includes(context.stage) && !isOff(context.trust),
    );
    const lanes = active.map((safeguard) => this.#lane(safeguard));
    this.#cleaner = lanes.find(({ safeguard }) => safeguard.cleans);
    this.#lanes = lanes.filter((lane) => lane !== this.#cleaner);
  }

  /** Takes the next piece; returns what can be shown now. */
  write(piece: string): string {
    this.#held += piece;
    this.#read(piece, false);
    return this.#release(false);
  }

  /** Returns what is left, once every guard has read all of it. */
  async end(): Promise<string> {
    this.#read('', true);
    for (const { safeguard, reader } of this.#lanes) {
      if (reader) continue;
      try {
        this.#take(safeguard, await safeguard.guard.scan(this.#view, this.#context));
      } catch (error) {
        this.#onError(safeguard.guard, error);
      }
    }
    return this.#release(true);
  }

  #lane(safeguard: Safeguard): Lane {
    const { guard } = safeguard;
    const holds = safeguard.mayChange(this.#context.trust);
    const reader = guard.reader
      ? guard.reader(this.#context)
      : guard.reach === undefined && !guard.undecided
        ? undefined
        : new WindowReader(guard, this.#context, guard.reach ?? 0);
    return { safeguard, reader, holds: holds || safeguard.cleans === true, pending: '', failed: false };
  }

  #read(piece: string, last: boolean): void {
    const view = this.#cleaned(piece, last);
    if (view === '' && !last) return;
    this.#viewLength += view.length;
    for (const lane of this.#lanes) {
      if (!lane.reader) this.#view += lane === this.#lanes.find(({ reader }) => !reader) ? view : '';
      else this.#take(lane.safeguard, this.#next(lane, view, last));
    }
  }

  /** What the cleaning guard hands on of the text so far. */
  #cleaned(piece: string, last: boolean): string {
    const lane = this.#cleaner;
    if (!lane?.reader || lane.failed) return piece;
    const matches = this.#next(lane, piece, last);
    const from = this.#viewed;
    this.#viewed = last || lane.failed ? this.#shown + this.#held.length : lane.reader.decided;
    if (matches.length === 0) return this.#slice(from, this.#viewed);
    this.#take(lane.safeguard, matches);
    const own = matches.map((match) => ({ ...match, start: match.start - from, end: match.end - from }));
    const offsets = new Offsets();
    const view = clean(this.#slice(from, this.#viewed), lane.safeguard, own, offsets);
    this.#offsets.append(offsets, this.#viewLength, from);
    return view;
  }

  #next(lane: Lane, piece: string, last: boolean): readonly Match[] {
    if (lane.failed) return NONE;
    lane.pending += piece;
    if (!lane.holds && !last && lane.pending.length < BATCH) return NONE;
    const unread = lane.pending;
    lane.pending = '';
    try {
      return lane.reader?.read(unread, last) ?? NONE;
    } catch (error) {
      this.#onError(lane.safeguard.guard, error);
      lane.failed = true;
      return NONE;
    }
  }

  #take(safeguard: Safeguard, matches: readonly Match[]): void {
    for (const found of matches) {
      const match = safeguard.cleans ? found : this.#offsets.restore(found);
      const action = judge(safeguard, match, this.#context, this.#slice(match.start, match.end));
      if (action === undefined) continue;
      const judged = { safeguard, match, action };
      if (action === 'redact') this.#redactions.push(judged);
      if (!safeguard.silent) this.#report(sighting(judged, this.#context));
    }
  }

  /** A stretch of the text as it came, as far as it has not been shown. */
  #slice(start: number, end: number): string {
    return this.#held.slice(Math.max(0, start - this.#shown), Math.max(0, end - this.#shown));
  }

  #release(last: boolean): string {
    const edits = settle(this.#redactions, this.#safeguards);
    let until = last ? this.#shown + this.#held.length : this.#safe();
    for (const { start, end } of edits.toReversed()) if (start < until && end > until) until = start;
    if (until <= this.#shown) return '';
    const done = edits.filter(({ end }) => end <= until);
    const text = done.length === 0 ? this.#slice(this.#shown, until) : this.#edited(done, until);
    if (done.length > 0) this.#redactions = this.#redactions.filter(({ match }) => match.end > until);
    this.#held = this.#held.slice(until - this.#shown);
    this.#shown = until;
    return text;
  }

  #edited(edits: readonly Edit[], until: number): string {
    let text = '';
    let from = this.#shown;
    for (const edit of edits) {
      text += this.#slice(from, edit.start) + textOf(edit, (start, end) => this.#slice(start, end));
      from = edit.end;
    }
    return text + this.#slice(from, until);
  }

  /** How far every guard that may change the text has decided. */
  #safe(): number {
    let safe = this.#shown + this.#held.length;
    if (this.#cleaner && !this.#cleaner.failed) safe = Math.min(safe, this.#viewed);
    for (const { reader, holds, failed } of this.#lanes) {
      if (!holds || failed) continue;
      safe = Math.min(safe, reader ? this.#offsets.start(reader.decided) : this.#shown);
    }
    return safe;
  }
}
