import type { Output } from './io.ts';

/** One JSON value: on lines of its own for a person, on one line for a program. */
export const printJson = (output: Output, value: unknown): Promise<void> =>
  output.write(`${JSON.stringify(value, null, output.isTTY ? 2 : undefined)}\n`);
