import { borderBefore } from '../../lib/stretches.ts';
import type { Match } from '../../types/guard.ts';
import { openCode } from './codes.ts';
import { MONTH, OPEN_DATES } from './dates.ts';
import { isSpelt, OPEN_SPELT } from './spelt-email.ts';

/**
 * Where text that is still to come could begin to matter: no match before this offset changes, and none that begins
 * before it reaches past it, whatever follows. Equal to the length where nothing has to be held.
 */
export function undecidedIn(text: string, scan: (text: string) => readonly Match[], reach: number): number {
  const isLong = text.length > LONG;
  const least = isLong ? text.length - reach : 0;
  let held = Math.min(...[...OPEN_SPELT, ...OPEN_DATES].map((open) => startOfRun(open, text, text.length, least)));
  for (;;) {
    const number = startOfRun(NUMBER, text, held, least);
    const iban = startOfRun(OPEN_IBAN, text, held, least);
    const opening = text.slice(number, held).search(/[(+\d]/);
    const code = Math.max(least, openCode(text, held));
    const address = startOfRun(ADDRESS, text, held, least);
    const next = Math.min(address, iban, code, opening < 0 ? held : number + opening);
    if (next === held) break;
    held = next;
  }
  const around = text.slice(Math.max(0, held - reach), held + reach);
  const isInside = held < text.length && (isSpelt(around) || MONTH.test(text.slice(Math.max(0, held - 24), held + 24)));
  const mayCross = (isLong && held < least + LONGEST_IBAN) || isInside;
  return mayCross ? borderBefore(scan(text), held) : held;
}

/** A run that is longer than any match is held no further; up to here it is, so that it is looked at in large steps. */
const LONG = 1_536;
const LONGEST_IBAN = 48;
const ADDRESS = /(?<=([\w.!#$%&'*+/=?^{|}~@:[\]-]*))/y;
const NUMBER = /(?<=([\d ().+/:xet#-]*))/iy;
const OPEN_IBAN = new RegExp(`(?<=((?<![\\p{L}\\p{N}_])[A-Za-z]{2}\\d{2}[A-Za-z0-9 -]{0,${LONGEST_IBAN - 4}}))`, 'uy');

/** Where the run begins that ends at an offset; the offset itself where there is none. */
function startOfRun(run: RegExp, text: string, end: number, least: number): number {
  run.lastIndex = end;
  return Math.max(least, end - (run.exec(text)?.[1]?.length ?? 0));
}
