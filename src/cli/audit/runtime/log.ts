import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { IntegrityError } from '../../../errors.ts';
import { LOG_BROKEN, LOG_LOST, RING_OLD, RING_OPEN } from '../../../scanner/runtime/logs.ts';
import { judged, type Outcome, skipped } from '../../../scanner/runtime/outcome.ts';
import type { CommandContext } from '../../commands/command.ts';
import { verifyFiles } from '../../log/verify.ts';
import { keyFileOf } from '../../ring.ts';
import { textOf } from '../../values.ts';

const DAY_MS = 86_400_000;

/** What `log verify` checks, and the file of the keys where there is one. */
export async function logChecks(context: CommandContext): Promise<readonly Outcome[]> {
  const path = textOf(context.flags, 'log') ?? '';
  return [...(await logOutcomes(context, path)), ...(await ringOutcomes(keyFileOf(context.flags)))];
}

async function logOutcomes(context: CommandContext, path: string): Promise<readonly Outcome[]> {
  const subject = basename(path);
  try {
    const { count, from, to, lost } = await verifyFiles(context, [path]);
    const span = from === undefined ? '' : `, ${from} to ${to}`;
    const end = context.flags.checkpoint === undefined ? '; without --checkpoint, a cut end is not seen' : '';
    return [
      judged(LOG_BROKEN, [], `${count} records${span}${end}`),
      judged(LOG_LOST, lost > 0 ? [{ subject }] : [], lost > 0 ? `${lost} were not` : 'none is missing'),
    ];
  } catch (error) {
    if (!(error instanceof IntegrityError)) throw error;
    return [
      judged(LOG_BROKEN, [{ subject, message: error.message }], error.message),
      skipped(LOG_LOST, 'the log is not whole'),
    ];
  }
}

/** The time of a ring is that of its file: rings themselves hold none. */
async function ringOutcomes(path: string | undefined): Promise<readonly Outcome[]> {
  if (path === undefined)
    return [RING_OPEN, RING_OLD].map((rule) => skipped(rule, 'the ring came from a variable, not by --key-file'));
  const subject = basename(path);
  const { mode, mtimeMs } = await stat(path);
  const days = Math.floor((Date.now() - mtimeMs) / DAY_MS);
  const bits = (mode & 0o777).toString(8).padStart(3, '0');
  return [
    process.platform === 'win32'
      ? skipped(RING_OPEN, 'Windows keeps no mode of files')
      : judged(RING_OPEN, (mode & 0o077) !== 0 ? [{ subject }] : [], `its mode is ${bits}`),
    judged(RING_OLD, days > 365 ? [{ subject }] : [], `its file was last written ${days} days ago`),
  ];
}
