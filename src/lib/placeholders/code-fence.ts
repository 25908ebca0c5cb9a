interface Run {
  readonly mark: string;
  length: number;
}

/** In the rest of a line only these count. */
const SPECIAL = /[\n\r`~[\]:|]/g;

/** What quotes, lists and images put before a block on its line. */
const CONTAINER = /[ \t>*+.)!\d-]/;

/** What ends only at an end of its own; every other block of HTML ends at an empty line. */
const LONG_HTML = /^(?:pre|script|style|textarea)$/i;

/**
 * Follows fenced code blocks through Markdown. Only a fence at column 0 counts, and only while every reading of the text
 * agrees on it: after a fence that is indented, quoted or closed oddly, after a definition, whose title may go on, and
 * inside of HTML or of what may be the label of a definition, none does.
 */
export class CodeFence {
  readonly #onlyApart: boolean;
  #apart = true; // behind an empty line, a block of code, or nothing
  #open: Run | undefined;
  #doubtful = false;
  #html = false; // up to an empty line
  #label = 0; // 1 and up: units since a `[` that a block begins with
  #labelled = false; // the `]` before this unit closed one
  #tag: string | undefined; // the name of a tag that a block begins with, so far
  #last = '';
  #indent = 0; // spaces before the first other character of the line
  #run: Run | undefined; // the marks that the line begins with
  #rest = false; // behind them
  #restIsBlank = true;
  #restHasMark = false;
  #streak = 0; // the same mark in a row, in the rest
  #container = true; // the line so far holds nothing but what stands before a block

  /** @param onlyApart a fence right behind a line of text does not count: marked before version 12 makes a heading of it */
  constructor(onlyApart = true) {
    this.#onlyApart = onlyApart;
  }

  /** Whether the text that comes now is code. */
  get inside(): boolean {
    return this.#open !== undefined && !this.#doubtful && this.#last !== '\r'; // which may have ended a line
  }

  /** HTML was seen outside of code: a block of it may swallow a fence. */
  doubt(): void {
    this.#doubtful = true;
  }

  see(text: string): void {
    for (let at = 0; at < text.length && !this.#doubtful; at++) {
      if (this.#rest && !this.#restIsBlank && !this.#container && this.#tag === undefined && this.#last !== '\r') {
        SPECIAL.lastIndex = at;
        const next = SPECIAL.exec(text)?.index ?? text.length;
        if (next > at) this.#skip(text.charAt(next - 1), next - at);
        if (next === text.length) return;
        at = next;
      }
      this.#see(text.charAt(at));
    }
  }

  #skip(last: string, length: number): void {
    this.#last = last;
    this.#streak = 0;
    this.#labelled = false;
    if (this.#label > 0) this.#label += length;
  }

  #see(char: string): void {
    if (this.#last === '\r' && char !== '\n') this.#doubtful = true; // a lone CR ends a line for some
    if (!this.#open) this.#seeBlock(char);
    if (char === '\n') this.#endLine();
    else if (char !== '\r') this.#seeInLine(char);
    this.#last = char;
  }

  #seeBlock(char: string): void {
    if (this.#labelled && char === ':') this.#doubtful = true;
    this.#labelled = false;
    if (this.#tag !== undefined) this.#seeTag(char);
    if (this.#container && char === '[') this.#label = 1;
    else if (this.#label > 0 && (char === '[' || char === ']')) {
      this.#labelled = char === ']';
      if (this.#last === '\\')
        this.#label++; // escaped, or behind an escaped backslash
      else {
        if (this.#labelled && this.#label === 2) this.#container = true; // `[x]`, of a task
        this.#label = 0;
      }
      return;
    } else if (this.#label > 0) this.#label++;
    if (this.#container && char === '<') this.#tag = '';
    this.#container &&= CONTAINER.test(char);
  }

  #seeTag(char: string): void {
    const tag = this.#tag ?? '';
    if (tag === '' && (char === '!' || char === '?')) this.#doubtful = true;
    if (/[a-z\d/-]/i.test(char) && tag.length < 10) {
      this.#html ||= /[a-z/]/i.test(char);
      this.#tag = tag + char;
      return;
    }
    this.#doubtful ||= LONG_HTML.test(tag);
    this.#tag = undefined;
  }

  #seeInLine(char: string): void {
    const isMark = char === '`' || char === '~';
    if (!this.#rest) {
      if (char === ' ' && !this.#run) {
        this.#indent++;
        return;
      }
      if (isMark && (this.#run ?? { mark: char }).mark === char) {
        this.#run ??= { mark: char, length: 0 };
        this.#run.length++;
        return;
      }
      this.#rest = true;
    }
    this.#streak = !isMark ? 0 : this.#last === char ? this.#streak + 1 : 1;
    this.#restHasMark ||= isMark || char === '|'; // a line with a bar may be the head of a table
    this.#restIsBlank &&= char === ' ';
    if (!this.#open && this.#streak >= 3) this.#doubtful = true; // a fence in a list or a quotation
  }

  #endLine(): void {
    const run = this.#run;
    let apart = !run && this.#restIsBlank;
    if (this.#open) {
      if (run && run.mark === this.#open.mark && run.length >= this.#open.length && this.#indent < 4) {
        this.#doubtful ||= !this.#restIsBlank;
        this.#open = undefined;
        apart = true;
      }
    } else if (run && run.length >= 3) {
      this.#doubtful ||= this.#indent > 0 || this.#restHasMark || this.#html || this.#label > 0;
      this.#doubtful ||= this.#onlyApart && !this.#apart;
      this.#open = run;
    } else if (apart) this.#html = false;
    this.#apart = apart;
    this.#run = undefined;
    this.#indent = 0;
    this.#streak = 0;
    this.#rest = false;
    this.#restIsBlank = true;
    this.#restHasMark = false;
    this.#container = true;
  }
}
