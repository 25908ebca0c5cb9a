import { explain } from './explain.ts';
import { RefusalError, refusalDetails } from './refusal.ts';
import { printable } from './terminal/printable.ts';
import type { Style } from './terminal/style.ts';
import { UsageError } from './usage-error.ts';

/** A failure as it is printed: one line, and below it what was refused. `file` says whose it is, where the line does not. */
export function failureLines(error: unknown, style: Style, file?: string): string[] {
  const whose = file === undefined || error instanceof UsageError ? '' : `${file}: `;
  return [
    `${style('red', 'secure-llm:')} ${printable(whose + explain(error))}`,
    ...(error instanceof RefusalError ? refusalDetails(error, style) : []),
  ];
}
