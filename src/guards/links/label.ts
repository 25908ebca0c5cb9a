/** How far a label is looked for, back from its end and on from its start. */
export const LOOK_BACK = 256;
const LONGEST_LABEL = 1_024;

/** Whether the label that ends at `close` may be of an image: its `[` stands nearby, behind a `!`. */
export function isImage(text: string, close: number): boolean {
  let depth = 0;
  for (let at = close - 1; at >= Math.max(0, close - LOOK_BACK); at--) {
    if (text[at] === ']') depth++;
    else if (text[at] === '[' && depth-- === 0) return text[at - 1] === '!';
  }
  return false;
}

/** Where the label ends that an image opens at `from`; undefined: nowhere; `open`: not yet. */
export function labelEnd(text: string, from: number): number | 'open' | undefined {
  let depth = 0;
  const end = Math.min(text.length, from + LONGEST_LABEL);
  for (let at = from; at < end; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === '[') depth++;
    else if (char === ']' && depth-- === 0) return at;
    else if (char === '\n' && /^[ \t>]*\n/.test(text.slice(at + 1, at + 9))) return undefined;
  }
  return end < text.length ? undefined : 'open';
}

/** What may stand before the label of a definition on its line: marks of quotes, lists and tasks, and further labels. */
const BEFORE_LABEL = /^[\s>*+\-\d.)[\]xX!:^\ufeff]*$/;

/** Whether the label that ends at `close` may define a link. In doubt it may. */
export function mayDefine(text: string, close: number): boolean {
  const least = Math.max(0, close - LOOK_BACK);
  let open = text.lastIndexOf('[', close - 1);
  while (open >= least && text[open - 1] === '\\') open = text.lastIndexOf('[', open - 1);
  if (open < least || close === 0) return true;
  const line = Math.max(text.lastIndexOf('\n', open), text.lastIndexOf('\r', open)) + 1;
  return line < least || BEFORE_LABEL.test(text.slice(line, open));
}
