import { unwanted } from './company.ts';
import { JUDGES } from './judge.ts';
import type { UnicodeRule } from './rules.ts';
import type { Fate, Run, Sight } from './sight.ts';
import { IS, isHidden, KIND, kindOf, traitsOf } from './traits.ts';

/** The longest body of an operating-system command or device string that is removed with its frame. */
const MAX_BODY = 200;

/** CSI, OSC and kin up to their terminator, character-set and two-byte sequences; a bare ESC where nothing fits. */
const ESCAPE = new RegExp(
  '\\x1b(?:\\[[0-?]{0,64}[ -/]{0,8}[@-~]' +
    `|[\\]PX^_][^\\x07\\x1b\\x9c\\n]{0,${MAX_BODY}}(?:\\x07|\\x1b\\\\|\\x9c)` +
    '|[()*+][0-2A-B]|[78=>\\\\])?' +
    '|\\x9b(?:[0-9;?]{1,32}[A-Za-z])?',
  'y',
);

/** The tail of a flag of a region: country, subdivision, end (UTS #51 ED-14a, CLDR unicode_subdivision_id). */
const REGION = /[\u{e0061}-\u{e007a}]{2}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{1,3}\u{e007f}/uy;

/**
 * Everything in a text that is removed or replaced, in order. One pass: a run is judged by neighbours that stay, so a
 * cleaned text has nothing left to clean.
 */
export function hidden(text: string, mostMarks: number): readonly Run[] {
  const runs: Run[] = [];
  let gone = 0;
  let marks = 0; // on the base in hand
  let before: number = IS.blank; // traits of the last character, if it stays
  let removed = false; // the last character
  const take = (rule: UnicodeRule, fate: Fate, start: number, end: number): void => {
    const last = runs.at(-1);
    if (last && last.end === start && last.rule === rule && last.fate === 'drop' && fate === 'drop') last.end = end;
    else runs.push({ rule, fate, start, end, at: start - gone });
    gone += end - start;
  };

  for (let index = 0; index < text.length; ) {
    const start = index;
    const code = text.codePointAt(start) ?? 0;
    const traits = traitsOf(code);
    const kind = kindOf(traits);
    index += code > 0xffff ? 2 : 1;
    if (kind === KIND.mark) {
      marks++;
      removed = marks > mostMarks;
      before = removed ? 0 : traits;
      if (removed) take('unicode/stacked-marks', 'drop', start, index);
      continue;
    }
    if (!isHidden(kind) || (code === 0xfeff && start === 0)) {
      if (kind === KIND.blackFlag) index = endOf(REGION, text, index);
      marks = 0;
      removed = false;
      before = traits;
      continue;
    }
    const judge = JUDGES[kind];
    if (judge === undefined) continue;
    if (kind === KIND.escape) index = endOf(ESCAPE, text, start);
    else if (judge.runs) while (index < text.length && kindOf(traitsOf(text.charCodeAt(index))) === kind) index++;
    const after: number = index < text.length ? traitsOf(text.codePointAt(index) ?? 0) : IS.blank;
    const crowded: boolean = removed || isHidden(kindOf(after));
    const sight: Sight = { text, start, end: index, code, before, after, crowded };
    const rule = typeof judge.rule === 'string' ? judge.rule : judge.rule(sight);
    // Past the last mark that stays, the rest of the stack goes with it.
    const fate: Fate = judge.fate && marks < mostMarks ? judge.fate(sight) : 'drop';
    if (fate !== 'keep') take(rule, fate, start, index);
    else if (kind === KIND.control) marks = 0;
    removed = fate === 'drop';
    before = removed ? 0 : traits;
  }
  return unwanted(runs);
}

/** Where a sticky pattern ends that is tried at `index`; `index` itself if it does not fit. */
function endOf(pattern: RegExp, text: string, index: number): number {
  pattern.lastIndex = index;
  return pattern.test(text) ? pattern.lastIndex : index;
}
