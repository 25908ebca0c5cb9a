import { styleText } from 'node:util';
import type { Io, Output } from '../io.ts';

/** Colours a text, or leaves it as it is. */
export type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

/**
 * Colour where a person reads and did not say no: FORCE_COLOR, then NO_COLOR (no-color.org), NODE_DISABLE_COLORS and
 * `TERM=dumb`, then whether the output is a terminal.
 */
export function styleFor({ isTTY }: Pick<Output, 'isTTY'>, env: Io['env']): Style {
  const { FORCE_COLOR, NO_COLOR, NODE_DISABLE_COLORS, TERM } = env;
  const unwanted = Boolean(NO_COLOR) || Boolean(NODE_DISABLE_COLORS) || TERM === 'dumb';
  const coloured = FORCE_COLOR === undefined ? isTTY && !unwanted : FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return coloured ? (format, text) => styleText(format, text, { validateStream: false }) : (_, text) => text;
}
