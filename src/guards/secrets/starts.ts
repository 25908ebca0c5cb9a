import { FORMS } from './forms.ts';
import { GROUPS } from './groups.ts';
import { type Finder, finderOf } from './rule.ts';
import { tokenPatterns } from './tokens.ts';
import { VENDORS } from './vendors.ts';

/** The literal that a key starts with, and how it is read from there. */
interface Start {
  readonly start: string;
  readonly finder: Finder;
  /** Sticky: what has to stand in front of it. */
  readonly after?: RegExp;
}

/** As many characters of a start are compared as are known to be there. */
const COMPARED = 16;

const TOKEN = /[\w%+/.-]{0,480}$/y;

const STARTS: readonly Start[] = [
  ...VENDORS.flatMap((rule) => rule.anchors.map((start) => ({ start, finder: finderOf({ ...rule, open: TOKEN }) }))),
  ...FORMS.flatMap((rule) =>
    rule.anchors.filter((start) => /^\w+$/.test(start)).map((start) => ({ start, finder: finderOf(rule) })),
  ),
  ...GROUPS.flatMap(({ rule, forms }) =>
    forms.flatMap((form) =>
      tokenPatterns(rule, form).map((pattern) => ({
        start: pattern.start.slice(0, COMPARED),
        finder: finderOf(pattern),
        ...(form.after && { after: new RegExp(`(?<=${form.after.pattern})`, 'y') }),
      })),
    ),
  ),
];

const pairOf = (text: string, index: number): number => (text.charCodeAt(index) << 16) | text.charCodeAt(index + 1);
const BY_PAIR = new Map<number, Start[]>();
for (const start of STARTS) {
  const pair = pairOf(start.start, 0);
  BY_PAIR.set(pair, [...(BY_PAIR.get(pair) ?? []), start]);
}
const FIRST = new Set(STARTS.map(({ start }) => start.charAt(0)));

/** What may be found where a key could start. */
export function findersAt(text: string, index: number): readonly Finder[] {
  const all = BY_PAIR.get(pairOf(text, index));
  return all
    ? all.filter((start) => text.startsWith(start.start, index) && fits(start, text, index)).map(({ finder }) => finder)
    : [];
}

/** Whether a key could have begun at an offset not far from the end of a text. */
export function mayStartAt(text: string, index: number): boolean {
  if (index === text.length - 1)
    return (
      FIRST.has(text.charAt(index)) &&
      STARTS.some((start) => start.start.startsWith(text.charAt(index)) && fits(start, text, index))
    );
  const all = BY_PAIR.get(pairOf(text, index));
  if (!all) return false;
  const tail = text.slice(index);
  return all.some(
    (start) => (start.start.startsWith(tail) || tail.startsWith(start.start)) && fits(start, text, index),
  );
}

function fits({ after }: Start, text: string, index: number): boolean {
  if (!after) return true;
  after.lastIndex = index;
  return after.test(text);
}
