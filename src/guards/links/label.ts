/** How far a label is looked for, back from its end and on from its start. */
export const LOOK_BACK = 256;
export const LONGEST_LABEL = 1_024;

const [LINE_END, QUOTE, OPEN, BACKSLASH, CLOSE] = [0x0a, 0x22, 0x5b, 0x5c, 0x5d];

/** Whether the label that ends at `close` may be of an image: its `[` stands nearby, behind a `!`. */
export function isImage(text: string, close: number): boolean {
  let depth = 0;
  for (let at = close - 1; at >= Math.max(0, close - LOOK_BACK); at--) {
    if (text[at] === ']') depth++;
    else if (text[at] === '[' && depth-- === 0) return text[at - 1] === '!';
  }
  return false;
}

/**
 * Where the label ends that an image opens at `from`. `quote`: it holds a quotation mark, which marked 15 and 16 put into an
 * attribute as it is, and behind it a sign without which nothing follows that loads or runs; `none`: it has no end; `open`:
 * not yet, or not as far as is looked.
 */
export function labelEnd(text: string, from: number): number | 'quote' | 'open' | 'none' {
  let depth = 0;
  let close: number | undefined;
  let isQuoted = false;
  let isArmed = false;
  const end = Math.min(text.length, from + LONGEST_LABEL);
  for (let at = from; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) isQuoted = true;
    else if (isQuoted && /[=<>&]/.test(text.charAt(at))) isArmed = true;
    else if (unit === LINE_END && /^[ \t>]*\n/.test(text.slice(at + 1, at + 9))) return close ?? 'none';
    else if (unit === BACKSLASH && text.charCodeAt(at + 1) !== QUOTE) at++;
    else if (unit === OPEN) depth++;
    else if (unit === CLOSE && (close !== undefined || depth-- === 0)) {
      if (isArmed) return 'quote';
      const first = close === undefined;
      close ??= at;
      if (first ? !text.slice(from, at).includes('`') : /[([]/.test(text.charAt(at + 1))) return close; // one in code is none
    }
  }
  return 'open';
}

/** What may stand before the label of a definition on its line: marks of quotes, lists and tasks, and further labels. */
const BEFORE_LABEL = /^[\s>*+\-\d.)[\]xX!:^\ufeff]*$/;

/** Whether the label that ends at `close` may define a link. In doubt it may. */
export function mayDefine(text: string, close: number): boolean {
  const window = text.slice(Math.max(0, close - LOOK_BACK), close);
  let open = window.lastIndexOf('[');
  while (open > 0 && window[open - 1] === '\\') open = window.lastIndexOf('[', open - 1);
  if (open < 0) return true;
  const line = Math.max(window.lastIndexOf('\n', open), window.lastIndexOf('\r', open)) + 1;
  return (line === 0 && close > LOOK_BACK) || BEFORE_LABEL.test(window.slice(line, open));
}
