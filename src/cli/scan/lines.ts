import { firstWhere } from '../../lib/bisect.ts';

/** Both count from 1; columns are UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Lines and columns of a text that comes in pieces, as far as they are not forgotten. */
export class Lines {
  #starts = [0]; // of lines, from the #gone-th on
  #gone = 0;
  #length = 0;

  write(piece: string): void {
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', end + 1))
      this.#starts.push(this.#length + end + 1);
    this.#length += piece.length;
  }

  at(offset: number): Position {
    const index = Math.max(0, firstWhere(this.#starts.length, (at) => (this.#starts[at] ?? 0) > offset) - 1);
    return { line: this.#gone + index + 1, column: offset - (this.#starts[index] ?? 0) + 1 };
  }

  /** Nobody will ask for what stands before an offset. */
  forget(offset: number): void {
    const past = firstWhere(this.#starts.length, (at) => (this.#starts[at] ?? 0) > offset) - 1;
    if (past <= 0) return;
    this.#starts = this.#starts.slice(past);
    this.#gone += past;
  }
}
