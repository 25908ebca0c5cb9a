import type { Match, ScanContext } from '../../types/guard.ts';
import { borderBefore } from '../stretches.ts';
import { settle, textOf } from './edits.ts';
import { Lane } from './lane.ts';
import { Offsets } from './offsets.ts';
import {
  type Judged,
  judge,
  type OnGuardError,
  replacementOf,
  type Safeguard,
  type Sighting,
  sighting,
} from './safeguard.ts';

/** How much of what was shown is remembered for guards that say where a match comes from. */
const REMEMBERED = 16_384;

/** Guards side by side on one stream: they find each for itself, and what is to be redacted is replaced in one pass. */
export class Lanes {
  readonly #safeguards: readonly Safeguard[];
  readonly #context: ScanContext;
  readonly #onError: OnGuardError;
  readonly #report: (sighting: Sighting) => void;
  readonly #remembers: boolean;
  readonly #cleaner: Lane | undefined;
  readonly #lanes: readonly Lane[];
  readonly #views = new Offsets(); // from what the cleaning guard leaves to the text as it came
  readonly #origins = new Offsets(); // from what is shown to the text as it came
  #held = ''; // the text as it came, from #from on
  #from = 0;
  #past = ''; // what stands before it, as far as a guard that nobody waits for may still speak of it
  #viewed = 0; // how far the cleaning guard has handed it on
  #viewLength = 0;
  #shownLength = 0;
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
    const lanes = safeguards
      .filter(({ guard, isOff }) => guard.stages.includes(context.stage) && !isOff(context.trust))
      .map((safeguard) => new Lane(safeguard, context, onError));
    this.#remembers = lanes.some(({ safeguard }) => safeguard.originOf);
    this.#cleaner = lanes.find(({ safeguard }) => safeguard.cleans);
    this.#lanes = lanes.filter((lane) => lane !== this.#cleaner);
  }

  /** Takes the next piece; returns what can be shown now. */
  write(piece: string): string {
    this.#read(piece, false);
    return this.#release(this.#safe());
  }

  /** Takes the last piece; returns what is left, once every guard has read all of it. */
  async end(piece: string): Promise<string> {
    this.#read(piece, true);
    for (const lane of this.#lanes) this.#take(lane, await lane.readWhole());
    return this.#release(this.#from + this.#held.length);
  }

  /** How far in the text as it came everything is shown. */
  get shown(): number {
    return this.#from;
  }

  /** Where in the text as it came something begins that stands at an offset of what was shown. */
  originOf(offset: number): number {
    return this.#origins.start(offset);
  }

  /** Gives up the origins of what was shown before an offset of it. */
  forget(offset: number): void {
    if (this.#origins.isLong) this.#origins.forget(offset);
  }

  /** A match in what was shown, with its offsets in the text as it came. */
  origin<M extends Match>(match: M): M {
    return this.#origins.restore(match);
  }

  #read(piece: string, last: boolean): void {
    this.#held += piece;
    const view = this.#cleaned(piece, last);
    if (view === '' && !last) return;
    this.#viewLength += view.length;
    for (const lane of this.#lanes) this.#take(lane, lane.read(view, last));
    if (this.#views.isLong) this.#views.forget(Math.min(...this.#lanes.map(({ position }) => position)));
  }

  /** What the cleaning guard hands on of the text so far. */
  #cleaned(piece: string, last: boolean): string {
    const cleaner = this.#cleaner;
    if (!cleaner) return piece;
    const matches = cleaner.read(piece, last);
    const from = this.#viewed;
    const length = this.#from + this.#held.length;
    this.#viewed = last ? length : Math.min(length, cleaner.decided);
    const given = this.#slice(from, this.#viewed);
    if (matches.length === 0) return given;
    this.#take(cleaner, matches);
    const own = matches.map((match) => ({ ...match, start: match.start - from, end: match.end - from }));
    const replace = (matched: string, match: Match) => replacementOf(cleaner.safeguard, matched, match) ?? matched;
    return this.#views.edit(given, own, replace, this.#viewLength, from);
  }

  #take({ safeguard }: Lane, matches: readonly Match[]): void {
    for (const found of matches) {
      const match = safeguard.cleans ? found : this.#views.restore(found);
      const judged = judge(safeguard, match, this.#context, this.#matched(match), this.#onError);
      if (judged === undefined) continue;
      if (judged.action === 'redact') this.#redactions.push(judged);
      if (!safeguard.silent) this.#report(sighting(judged, this.#context));
    }
  }

  /** The text of a match; empty where it is long gone. */
  #matched({ start, end }: Match): string {
    if (start >= this.#from) return this.#slice(start, end);
    const base = this.#from - this.#past.length;
    return start < base ? '' : (this.#past + this.#held).slice(start - base, end - base);
  }

  /** A stretch of the text as it came, as far as it is held. */
  #slice(start: number, end: number): string {
    return this.#held.slice(Math.max(0, start - this.#from), Math.max(0, end - this.#from));
  }

  /** How far every guard that may change the text has decided. */
  #safe(): number {
    let safe = this.#cleaner ? this.#viewed : this.#from + this.#held.length;
    for (const { decided } of this.#lanes)
      if (decided < this.#viewLength) safe = Math.min(safe, this.#views.start(decided));
    return safe;
  }

  #release(safe: number): string {
    if (safe <= this.#from) return '';
    if (this.#redactions.length === 0) return this.#show(safe, this.#slice(this.#from, safe));
    const edits = settle(this.#redactions, this.#safeguards);
    const until = borderBefore(edits, safe);
    const from = this.#from;
    const own = edits
      .filter(({ end }) => end <= until)
      .map((edit) => ({ edit, start: edit.start - from, end: edit.end - from }));
    const read = (start: number, end: number) => this.#slice(start, end);
    const text = this.#origins.edit(
      this.#slice(from, until),
      own,
      (_, { edit }) => textOf(edit, read, this.#onError),
      this.#shownLength,
      from,
    );
    this.#redactions = this.#redactions.filter(({ match }) => match.end > until);
    return this.#show(until, text);
  }

  #show(until: number, text: string): string {
    if (this.#remembers) this.#remember(this.#slice(this.#from, until));
    this.#held = this.#held.slice(until - this.#from);
    this.#from = until;
    this.#shownLength += text.length;
    return text;
  }

  #remember(shown: string): void {
    this.#past += shown;
    if (this.#past.length > 2 * REMEMBERED) this.#past = this.#past.slice(-REMEMBERED);
  }
}
