interface Run {
  readonly mark: string;
  length: number;
}

/**
 * Follows fenced code blocks through Markdown, one UTF-16 unit at a time. Only a fence at column 0 behind an empty line
 * counts, and only while every reading of the text agrees on it: after a fence that is indented, quoted, closed oddly or
 * close to a paragraph, or after HTML, none does.
 */
export class CodeFence {
  #open: Run | undefined;
  #doubtful = false;
  #last = '';
  #apart = true; // or at the start, or behind a block of code
  #indent = 0; // spaces before the first other character of the line
  #run: Run | undefined; // the marks that the line begins with
  #rest = false; // behind them
  #restIsBlank = true;
  #restHasMark = false;
  #streak = 0; // the same mark in a row, in the rest

  /** Whether the text that comes now is code. */
  get inside(): boolean {
    return this.#open !== undefined && !this.#doubtful;
  }

  /** HTML was seen outside of code: a block of it may swallow a fence. */
  doubt(): void {
    this.#doubtful = true;
  }

  see(char: string): void {
    if (this.#doubtful) return;
    if (this.#last === '\r' && char !== '\n') this.#doubtful = true; // a lone CR ends a line for some
    if (char === '\n') this.#endLine();
    else if (char !== '\r') this.#seeInLine(char);
    this.#last = char;
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
    this.#restHasMark ||= isMark;
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
      this.#doubtful ||= this.#indent > 0 || this.#restHasMark || !this.#apart;
      this.#open = run;
    }
    this.#apart = apart;
    this.#run = undefined;
    this.#indent = 0;
    this.#streak = 0;
    this.#rest = false;
    this.#restIsBlank = true;
    this.#restHasMark = false;
  }
}
