import type { Style } from '../../src/cli/terminal/style.ts';
import type { Attempt, AuditRecord } from '../../src/index.ts';
import { fittedTable } from './fitted-table.ts';
import { duration, type Stage } from './stage.ts';

/** The attempts of a call and the waits between them, each with the time it began, and the text that was shown. */
export function timeline({ attempts, waits }: AuditRecord, shown: string, { style, columns }: Stage): string[] {
  const backoffs = waits.filter(({ reason }) => reason === 'backoff');
  const rows = attempts.flatMap((attempt, index) => {
    const wait = backoffs[index];
    const row = [style('dim', duration(attempt.startedMs)), `attempt ${index + 1}`, outcome(attempt, style)];
    if (wait === undefined) return [row, ['', 'shown', `"${shown.trim()}"`]];
    const ended = duration(attempt.startedMs + attempt.durationMs);
    return [row, [style('dim', ended), 'wait', duration(wait.durationMs) + reason(attempt)]];
  });
  return fittedTable(rows, columns, 2, ['right', 'left', 'left']);
}

function outcome({ errorCode, phase, status, firstContentMs, durationMs }: Attempt, style: Style): string {
  const began = firstContentMs === undefined ? '' : `first text after ${duration(firstContentMs)}, `;
  const detail = status ?? phase;
  if (errorCode === undefined) return style('green', `${began}whole after ${duration(durationMs)}`);
  return style(
    'yellow',
    `${began}${errorCode}${detail === undefined ? '' : ` (${detail})`} after ${duration(durationMs)}`,
  );
}

const reason = ({ errorCode }: Attempt): string =>
  errorCode === 'ERR_RATE_LIMIT' ? ', as the server asked' : ', drawn at random up to 500 ms';
