import { asciiTable, isIn } from '../../lib/ascii.ts';
import { behindSign, decodedRun, encodedStart, openStart } from './base64.ts';
import type { View } from './view.ts';

/** The shortest run that is read: 15 bytes of base64, 10 of hexadecimal. */
const SHORTEST = 20;
/** How much of a longer run is read, from where encoded text begins. */
export const LONGEST = 4_096;

/** Letters, digits and the signs of both alphabets of RFC 4648. */
const UNITS = asciiTable(/[A-Za-z0-9+/_-]/);

/** What stands in a text encoded in base64 or hexadecimal, in order. Linear: most units are stepped over. */
export function encodedViews(text: string): readonly View[] {
  const views: View[] = [];
  for (let index = SHORTEST - 1; index < text.length; index += SHORTEST) {
    if (!isIn(UNITS, text.charCodeAt(index))) continue;
    let start = index;
    while (start > 0 && isIn(UNITS, text.charCodeAt(start - 1))) start--;
    let end = index + 1;
    while (end < text.length && isIn(UNITS, text.charCodeAt(end))) end++;
    const view = end - start < SHORTEST ? undefined : viewOf(text.slice(start, end), start);
    if (view) views.push(view);
    index = Math.max(index, end);
  }
  return views;
}

function viewOf(run: string, offset: number): View | undefined {
  const start = encodedStart(run);
  return start < 0 ? undefined : decodedRun(run.slice(start, start + LONGEST), offset + start);
}

/** Where what begins at `start` ends: a run of units, or what is between two. */
function endOf(text: string, start: number, areUnits: boolean): number {
  let end = start;
  while (end < text.length && isIn(UNITS, text.charCodeAt(end)) === areUnits) end++;
  return end;
}

/** Finds the same in a text that comes in pieces. */
export class RunReader {
  #length = 0; // of the text
  #units = 0; // of the run that goes on
  #run: string | undefined = ''; // its end, from where it may be encoded text
  #isRead = false; // as much of it as is read

  /** No run that is still to come begins before it. */
  get decided(): number {
    return this.#length - (this.#run?.length ?? 0);
  }

  read(piece: string, last: boolean): readonly View[] {
    const views: View[] = [];
    for (let start = 0; start < piece.length; ) {
      const end = endOf(piece, start, true);
      const isWhole = start > 0 && end < piece.length;
      if (isWhole && end - start < SHORTEST) this.#length += end - start;
      else if (end > start) this.#add(piece.slice(start, end), views);
      start = endOf(piece, end, false);
      if (start > end) this.#close(views);
      this.#length += start - end;
    }
    if (last) this.#close(views);
    return views;
  }

  #add(units: string, views: View[]): void {
    this.#length += units.length;
    this.#units += units.length;
    if (this.#isRead) return;
    const run = (this.#run ?? '') + units;
    const start = this.#run === undefined ? behindSign(run) : openStart(run);
    this.#run = start < 0 ? undefined : run.slice(start);
    if (this.#run && this.#run.length >= LONGEST) this.#take(this.#run, views);
  }

  #close(views: View[]): void {
    if (this.#run && this.#units >= SHORTEST && !this.#isRead) this.#take(this.#run, views);
    this.#units = 0;
    this.#run = '';
    this.#isRead = false;
  }

  #take(run: string, views: View[]): void {
    const start = encodedStart(run);
    if (start < 0) return;
    const view = decodedRun(run.slice(start, start + LONGEST), this.#length - run.length + start);
    if (view) views.push(view);
    this.#isRead = true;
    this.#run = undefined;
  }
}
