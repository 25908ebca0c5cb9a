import type { Io } from '../../src/cli/io.ts';
import { type Style, styleFor } from '../../src/cli/terminal/style.ts';
import { width } from '../../src/cli/terminal/width.ts';
import { wrap } from '../../src/cli/terminal/wrap.ts';

/** Where the demo prints: numbered steps, with their text set in by three blanks. */
export interface Stage {
  readonly style: Style;
  /** Columns of a line of text. */
  readonly columns: number;
  /** Somebody watches, so that streamed text may take its time. */
  readonly isWatched: boolean;
  write(text: string): Promise<void>;
  /** Opens the next step. `method` is what of the library it shows. */
  title(text: string, method: string): Promise<void>;
  /** Lines that fit already. */
  lines(lines: readonly string[]): Promise<void>;
  /** A text of any length, wrapped; lines after the first are set in by `hang`. */
  text(text: string, hang?: number): Promise<void>;
}

export const INDENT = '   ';

export function stageOn({ stdout, env }: Io): Stage {
  const style = styleFor(stdout, env);
  const whole = Math.max(60, Math.min(stdout.columns, 92));
  const columns = whole - INDENT.length;
  let steps = 0;
  const lines = (lines: readonly string[]) =>
    stdout.write(lines.map((line) => `${line === '' ? '' : INDENT}${line}\n`).join(''));
  return {
    style,
    columns,
    isWatched: stdout.isTTY,
    write: (text) => stdout.write(text),
    title(text, method) {
      const head = `${++steps}  ${text} `;
      const rule = '─'.repeat(Math.max(2, whole - width(head) - width(method) - 1));
      return stdout.write(`\n${style(['bold', 'cyan'], head)}${style('dim', `${rule} ${method}`)}\n\n`);
    },
    lines,
    text: (text, hang = 0) =>
      lines(wrap(text, columns - hang).map((line, index) => (index === 0 ? line : ' '.repeat(hang) + line))),
  };
}

/** Milliseconds, as they are read best. */
export function duration(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return `${Math.round(ms).toLocaleString('en')} ms`;
}
