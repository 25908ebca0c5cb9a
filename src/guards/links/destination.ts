import type { Allows } from './hosts.ts';
import { judgeUrl, type Verdict } from './url.ts';

/** `none`: what stands here is no destination in any reading. */
export type Reading = Verdict | 'none';

/** Units of white space before a destination; units of one that are looked at. */
const LONGEST_GAP = 64;
const LONGEST = 400;

const SPACE = /[\s\u0000-\u0020]*/y;
const GAP = /[\s\u0000-\u0020]*(?:>[\s\u0000-\u0020]*)*/y;
const BARE = /[^\u0000-\u0020]*/y; // of white space only that of ASCII ends a destination
const ANGLE = /<([^<>\\\n\r]*)(>?)/y;

/**
 * Judges the destination of a link or a definition. What block quotes put at the beginning of a line is passed over, and
 * a URL ends at white space or at the first `)` that nothing opened.
 *
 * @param from behind `](` or `]:`
 */
export function judgeDestination(text: string, from: number, kind: 'link' | 'definition', allows: Allows): Reading {
  const window = text.slice(from, from + LONGEST_GAP + LONGEST);
  const space = match(SPACE, window, 0);
  const gap = (/[\n\r]/.test(space) ? match(GAP, window, 0) : space).slice(0, LONGEST_GAP + 1);
  if (/\n[ \t>]*\n|\r[ \t>]*\r/.test(gap)) return 'none'; // an empty line ends the paragraph
  if (gap.length > LONGEST_GAP) return 'off';
  if (gap.length === window.length) return 'open';
  const rest = window.slice(gap.length, gap.length + LONGEST);
  return rest.startsWith('<') ? judgeAngle(rest, allows) : judgeBare(rest, kind, allows);
}

function judgeAngle(rest: string, allows: Allows): Verdict {
  ANGLE.lastIndex = 0;
  const [all = '', url = '', close = ''] = ANGLE.exec(rest) ?? [];
  const next = rest[all.length];
  if (next === undefined) return rest.length < LONGEST ? 'open' : 'off';
  if (close === '' || !/[\s)]/.test(next)) return 'off';
  return judgeUrl(url.replace(/^\s+| +$/g, ''), true, allows);
}

function judgeBare(rest: string, kind: 'link' | 'definition', allows: Allows): Reading {
  const run = match(BARE, rest, 0);
  const url = kind === 'link' ? untilClosed(run) : run;
  const whole = url.length < rest.length;
  const verdict = judgeUrl(url, whole, allows);
  if (kind === 'link' || verdict !== 'off') return verdict;
  const behind = rest.slice(run.length).match(/^[ \t]*([^ \t]?)/)?.[1] ?? '';
  if (behind === '') return rest.length < LONGEST ? 'open' : 'off';
  return /["'(\s\u0000-\u0020]/.test(behind) ? 'off' : 'none'; // words behind it: a sentence, not a definition
}

/** As far as the first `)` that nothing opened. */
function untilClosed(run: string): string {
  let depth = 0;
  for (let at = 0; at < run.length; at++) {
    const char = run[at];
    if (char === '(') depth++;
    else if (char === ')' && depth-- === 0) return run.slice(0, at);
  }
  return run;
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
