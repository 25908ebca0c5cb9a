import { fitsAt } from '../../lib/regexp.ts';
import { JUDGES } from './judge.ts';
import type { UnicodeRule } from './rules.ts';
import { type Fate, LONGEST, type Run, type Sight } from './sight.ts';
import { IS, isHidden, KIND, kindOf, traitsAlone, traitsOf } from './traits.ts';

/** What the marks on one base may weigh before the rest counts as noise. Pointed Hebrew and Burmese need up to 5. */
export const MOST_MARKS = 8;

/** General marks weigh double: no spelling puts more than four of them on a letter, and noise is made of them. */
const weightOf = (code: number): number => (isGeneralMark(code) ? HEAVIEST : 1);
export const HEAVIEST = 2;
const isGeneralMark = (code: number): boolean =>
  (code >= 0x300 && code <= 0x36f) || (code >= 0x1ab0 && code <= 0x1aff) || (code >= 0x1dc0 && code <= 0x1dff);

/** How far behind its base a mark may stand, with hidden characters between the two. */
const FAR = 256;

/** The longest body of an operating-system command or device string that is removed with its frame. */
const MAX_BODY = 200;

const CSI = '\\[[0-?]{0,64}[ -/]{0,8}';
const COMMAND = `[\\]PX^_][^\\x07\\x1b\\x9c\\n]{0,${MAX_BODY}}`;
/** CSI, OSC and kin up to their terminator, character-set and two-byte sequences; a bare ESC where nothing fits. */
const ESCAPE = new RegExp(
  `\\x1b(?:${CSI}[@-~]|${COMMAND}(?:\\x07|\\x1b\\\\|\\x9c)|[()*+][0-2A-B]|[78=>\\\\])?|\\x9b(?:[0-9;?]{1,32}[A-Za-z])?`,
  'y',
);
/** A sequence that more text may complete. */
const OPEN_ESCAPE = new RegExp(`(?:\\x1b(?:${CSI}|${COMMAND}\\x1b?|[()*+])?|\\x9b[0-9;?]{0,32})$`, 'y');

/** The tail of a flag of a region: country, subdivision, end (UTS #51 ED-14a, CLDR unicode_subdivision_id). */
const REGION = /[\u{e0061}-\u{e007a}]{2}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,3}\u{e007f}/uy;
const OPEN_REGION = /[\u{e0061}-\u{e007a}](?:[\u{e0061}-\u{e007a}][\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{0,3})?$/uy;

/**
 * Finds everything in a text that is removed or replaced. One pass: a run is judged by neighbours that stay, so a cleaned
 * text has nothing left to clean. All offsets are of the whole text.
 */
export class HiddenReader {
  /** Everything before it is read. */
  index = 0;
  #gone = 0;
  #marks = 0; // the weight of those on the base in hand
  #base = 0; // where that ends
  #before: number = IS.blank; // traits of the last character, if it stays
  #removed = false; // the last character
  #last: Run | undefined; // more of the same may join it

  /** No run that is still to come begins before it. */
  get decided(): number {
    return this.#last?.start ?? this.index;
  }

  /** No run that is still to come has a smaller `at`. */
  get at(): number {
    return this.index - this.#gone;
  }

  /**
   * Reads as far as what follows cannot matter.
   *
   * @param text from `offset` on, with 32 characters or more before `index`; no half of a pair at its end unless `last`
   * @param last nothing follows the text
   * @returns the runs that are complete
   */
  read(text: string, offset: number, last: boolean): readonly Run[] {
    const runs: Run[] = [];
    let start = this.index - offset;
    while (start < text.length) {
      const end = this.#step(text, start, offset, last, runs);
      if (end === undefined) break;
      start = end;
    }
    this.index = start + offset;
    if (this.#last && (last || this.#last.end < this.index)) {
      runs.push(this.#last);
      this.#last = undefined;
    }
    return runs;
  }

  /** Passes over text that holds nothing of interest; false where it may add to a stack of marks. */
  skip(text: string, offset: number): boolean {
    const start = this.index - offset;
    if (this.#last || (this.#marks > 0 && kindOf(traitsOf(text.codePointAt(start) ?? 0)) === KIND.mark)) return false;
    let base = text.length;
    let marks = 0;
    let character = characterBefore(text, base);
    const before = traitsOf(character);
    for (; base > start && kindOf(traitsOf(character)) === KIND.mark; character = characterBefore(text, base)) {
      marks += weightOf(character);
      base -= character > 0xffff ? 2 : 1;
    }
    this.#marks = marks;
    if (base > start) this.#base = base + offset;
    this.#before = before;
    this.#removed = false;
    this.index = text.length + offset;
    return true;
  }

  /** Reads one character, sequence or run; returns where it ends, or undefined where that needs more text. */
  #step(text: string, start: number, offset: number, last: boolean, runs: Run[]): number | undefined {
    const code = text.codePointAt(start) ?? 0;
    const traits = traitsOf(code);
    const kind = kindOf(traits);
    let end = start + (code > 0xffff ? 2 : 1);
    if (start + offset - this.#base > FAR) this.#marks = MOST_MARKS;
    if (kind === KIND.mark) {
      this.#marks += weightOf(code);
      this.#removed = this.#marks > MOST_MARKS;
      this.#before = this.#removed ? 0 : traits;
      if (this.#removed) this.#take('unicode/stacked-marks', 'drop', start + offset, end + offset, runs);
      return end;
    }
    const judge = JUDGES[kind];
    if (judge === undefined || (code === 0xfeff && start + offset === 0)) return this.#stay(traits, end, offset);
    if (kind === KIND.tag && kindOf(this.#before) === KIND.blackFlag) {
      const region = endOf(REGION, text, start);
      if (region > start) return this.#stay(traitsAlone(this.#before), region, offset);
      if (!last && fitsAt(OPEN_REGION, text, start)) return undefined;
    }
    if (kind === KIND.escape) {
      if (!last && fitsAt(OPEN_ESCAPE, text, start)) return undefined;
      end = endOf(ESCAPE, text, start);
    } else if (judge.runs)
      while (end < text.length && end - start < LONGEST && kindOf(traitsOf(text.charCodeAt(end))) === kind) end++;
    if (end === text.length && !last && judge.fate && !judge.looksBack) return undefined;
    const after: number = end < text.length ? traitsOf(text.codePointAt(end) ?? 0) : IS.blank;
    const crowded: boolean = this.#removed || isHidden(kindOf(after));
    const sight: Sight = { text, last, start, end, code, before: this.#before, after, crowded };
    // Past the last mark that stays, the rest of the stack goes with it.
    const fate: Fate = judge.fate && this.#marks + HEAVIEST <= MOST_MARKS ? judge.fate(sight) : 'drop';
    if (fate === 'wait') return undefined;
    const rule = typeof judge.rule === 'string' ? judge.rule : judge.rule(sight);
    if (fate !== 'keep') this.#take(rule, fate, start + offset, end + offset, runs);
    else if (kind === KIND.control) this.#stay(traits, end, offset);
    this.#removed = fate === 'drop';
    this.#before = this.#removed ? 0 : traits;
    return end;
  }

  #stay(traits: number, end: number, offset: number): number {
    this.#marks = 0;
    this.#base = end + offset;
    this.#removed = false;
    this.#before = traits;
    return end;
  }

  #take(rule: UnicodeRule, fate: Fate, start: number, end: number, runs: Run[]): void {
    const { rule: lastRule, fate: lastFate, end: lastEnd, start: from } = this.#last ?? {};
    const joins = lastEnd === start && lastRule === rule && lastFate === 'drop' && fate === 'drop';
    if (this.#last && joins && end - (from ?? 0) <= LONGEST) this.#last.end = end;
    else {
      if (this.#last) runs.push(this.#last);
      this.#last = { rule, fate, start, end, at: start - this.#gone };
    }
    this.#gone += end - start;
  }
}

/** Where a sticky pattern ends that is tried at `index`; `index` itself if it does not fit. */
function endOf(pattern: RegExp, text: string, index: number): number {
  return fitsAt(pattern, text, index) ? pattern.lastIndex : index;
}

/** The code point that ends at an offset. */
function characterBefore(text: string, end: number): number {
  const pair = text.codePointAt(end - 2) ?? 0;
  return pair > 0xffff ? pair : text.charCodeAt(end - 1);
}
