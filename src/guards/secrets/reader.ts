import { borderBefore, byStart } from '../../lib/stretches.ts';
import type { GuardReader, Match } from '../../types/guard.ts';
import { Apart } from '../apart.ts';
import { outermost } from '../rule.ts';
import { type Anchor, addSigns, addStarts, begunAnchor, LOOK_AHEAD } from './anchors.ts';
import { NAME_REACH } from './names.ts';
import { isPublished, PUBLISHED_SCORE } from './published.ts';
import { SECRET_RULES } from './rules.ts';

const RANK = new Map(SECRET_RULES.map(({ rule }, index) => [rule, index]));
const FORGOTTEN = 1_024;
const LONGEST_CHAIN = 2_048;
const NONE: readonly Match[] = [];

/** An anchor that is not yet decided. */
interface Waiting extends Anchor {
  /** Where a match of it could begin. */
  start: number;
  /** The length of text from which it is worth looking again. */
  next: number;
}

/** Reads a text in pieces, or in one. Only what may become a secret is held: from an anchor, or the beginning of one. */
export class SecretReader implements GuardReader {
  decided = 0;
  #text = ''; // from #offset on; every other offset is of the whole text
  #offset = 0;
  #starts = 0; // every start of a key before it is known
  #signs = 0; // and every sign
  #waiting: readonly Waiting[] = [];
  #found: Match[] = []; // begins where one that is not yet found could begin before it
  #crossing: readonly Match[] = []; // settled, and shown together with what is not
  #furthest = 0; // the end of what is settled
  readonly #apart = new Apart(LONGEST_CHAIN);

  read(piece: string, last: boolean): readonly Match[] {
    this.#forget();
    this.#text += piece;
    const open: Waiting[] = [];
    let isBlocked = false; // by one from whose anchor on all is held: those behind it can wait unseen
    for (const waiting of this.#anchors()) {
      if (!isBlocked && !this.#isOpen(waiting, last)) continue;
      open.push(waiting);
      isBlocked ||= waiting.start === waiting.index;
    }
    this.#waiting = open;
    const length = this.#offset + this.#text.length;
    let until = last ? length : this.#offset + begunAnchor(this.#text);
    for (const { start } of open) if (start < until) until = start;
    if (this.#found.length + this.#crossing.length > 0) return this.#settled(until);
    this.decided = until;
    return NONE;
  }

  /** Those that waited, and those that came. */
  #anchors(): readonly Waiting[] {
    const came: Anchor[] = [];
    addStarts(came, this.#text, this.#offset, this.#starts - this.#offset);
    this.#starts = Math.max(this.#starts, this.#offset + this.#text.length - LOOK_AHEAD + 1);
    this.#signs = addSigns(came, this.#text, this.#offset, this.#signs - this.#offset) + this.#offset;
    if (came.length === 0) return this.#waiting;
    const all = [...this.#waiting, ...came.map(({ index, finder }) => ({ index, finder, start: index, next: 0 }))];
    return all.sort((one, other) => one.index - other.index);
  }

  /** Whether more text may decide on an anchor; where it is decided, what it found is taken. */
  #isOpen(waiting: Waiting, last: boolean): boolean {
    const length = this.#offset + this.#text.length;
    if (!last && length < waiting.next) return true;
    const index = waiting.index - this.#offset;
    const open = last ? undefined : waiting.finder.openFrom(this.#text, index);
    if (open !== undefined) {
      waiting.start = open + this.#offset;
      waiting.next = length + ((length - waiting.index) >> 4); // looked at in steps, so that a long wait takes linear time
      return true;
    }
    const found = waiting.finder.matchAt(this.#text, index);
    if (found) {
      const score = isPublished(this.#text.slice(found.start, found.end)) ? PUBLISHED_SCORE : 1;
      this.#found.push({ rule: found.rule, score, start: found.start + this.#offset, end: found.end + this.#offset });
    }
    return false;
  }

  /** What is decided now and was not before: all that begins before an offset, or none of what reaches past it. */
  #settled(offset: number): readonly Match[] {
    const known = this.#found.filter(({ start, end }) => start < offset && end > this.#furthest);
    this.#found = this.#found.filter(({ start }) => start >= offset);
    const settled = outermost(known, (rule) => RANK.get(rule) ?? 0);
    this.#furthest = settled.at(-1)?.end ?? this.#furthest;
    const all = [...this.#crossing, ...this.#apart.add(settled)].sort(byStart);
    const until = borderBefore(all, offset);
    this.decided = until;
    this.#crossing = all.filter(({ start }) => start >= until);
    return all.filter(({ start }) => start < until);
  }

  /** In large steps, and not what a name may be read from, so that a text in small pieces is not copied for each of them. */
  #forget(): void {
    const begun = this.#offset + this.#text.length - LOOK_AHEAD;
    const past = Math.min(begun, this.#waiting[0]?.index ?? begun) - this.#offset - NAME_REACH;
    if (past < FORGOTTEN) return;
    this.#text = this.#text.slice(past);
    this.#offset += past;
  }
}
