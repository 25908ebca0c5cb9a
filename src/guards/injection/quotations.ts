import { firstWhere } from '../../lib/bisect.ts';

/** The longest quotation between marks, in characters. */
const LONGEST = 2_000;
/** What opens a quotation, with what closes it. */
const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”',
  '”': '”',
  '„': '“',
  '«': '»',
  '»': '«',
  '「': '」',
  '『': '』',
  '‘': '’',
  '‚': '‘',
  "'": "'",
  '`': '`',
};
/** Fences and lines of `>` first; a mark opens where nothing or a blank or bracket stands before it, and a word after. */
const OPENING = /^[ \t]*```|^[ \t]*>|(?<![^\s([{:=,>|-])["“”„«»「『‘‚'`](?=\S)|[「『](?=\S)/gm;

/** Where quotations stand in a text, which is read when first asked about. Linear. */
export class Quotations {
  readonly #text: string;
  #spans: readonly (readonly [start: number, end: number])[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether more than half of a stretch is quoted, and a good part of the text is not. */
  holds(start: number, end: number): boolean {
    this.#spans ??= spansOf(this.#text);
    const spans = this.#spans;
    const span = spans[firstWhere(spans.length, (index) => (spans[index]?.[1] ?? 0) > start)];
    if (!span || span[0] >= end) return false;
    const inside = Math.min(end, span[1]) - Math.max(start, span[0]);
    return inside > (end - start) / 2 && span[1] - span[0] < this.#text.length * MOST_QUOTED;
  }
}

/** A text that is little but a quotation is none. */
const MOST_QUOTED = 0.85;

function spansOf(text: string): readonly (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  const none = new Map<string, number>(); // up to where a closing mark was looked for in vain
  OPENING.lastIndex = 0;
  for (let found = OPENING.exec(text); found; found = OPENING.exec(text)) {
    const mark = found[0].trimStart();
    const start = found.index + found[0].length;
    const [end, next] = mark === '>' ? quotedLines(text, start) : closed(text, mark, start, none);
    if (end === undefined) continue;
    spans.push([start, end]);
    OPENING.lastIndex = Math.max(start, next);
  }
  return spans;
}

type Closed = readonly [end: number | undefined, next: number];

/** Lines that follow each other and all begin with `>` are one quotation. */
function quotedLines(text: string, start: number): Closed {
  let end = lineEnd(text, start);
  while (/^\n[ \t]*>/.test(text.slice(end, end + 12))) end = lineEnd(text, end + 1);
  return [end, end];
}

const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
};

function closed(text: string, mark: string, start: number, none: Map<string, number>): Closed {
  if (mark === '```') {
    const end = text.indexOf('\n```', start);
    return end < 0 ? [undefined, start] : [end, end + 4];
  }
  const closing = CLOSING[mark] ?? mark;
  const until = Math.min(text.length, start + LONGEST);
  const from = Math.max(start, none.get(closing) ?? 0);
  if (from >= until) return [undefined, start];
  const window = text.slice(from, until);
  for (let at = window.indexOf(closing); at >= 0; at = window.indexOf(closing, at + 1)) {
    const isApostrophe = (closing === "'" || closing === '’') && /[\p{L}\p{N}]/u.test(window.charAt(at + 1));
    if (isApostrophe) continue;
    const isOnePiece = !text.slice(start, from + at).includes('\n\n');
    return isOnePiece ? [from + at, from + at + 1] : [undefined, start];
  }
  none.set(closing, until);
  return [undefined, start];
}
