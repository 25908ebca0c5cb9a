import { open, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const DIGITS = 6;

/** Where a full file of a log is kept: `audit.jsonl.000001` is the oldest. */
export const rotatedName = (path: string, number: number): string => `${path}.${String(number).padStart(DIGITS, '0')}`;

/** The full files of the log at `path`, oldest first. */
export async function rotatedFiles(path: string): Promise<readonly string[]> {
  const names = await readdir(dirname(path));
  return names
    .filter((name) => numberIn(path, name) > 0)
    .sort((one, other) => numberIn(path, one) - numberIn(path, other))
    .map((name) => join(dirname(path), name));
}

/** The number of the next full file. */
export async function nextNumber(path: string): Promise<number> {
  const last = (await rotatedFiles(path)).at(-1);
  return (last ? numberIn(path, basename(last)) : 0) + 1;
}

function numberIn(path: string, name: string): number {
  const own = basename(path);
  const [, digits] = name.startsWith(`${own}.`) ? (/^\.(\d{6,9})$/.exec(name.slice(own.length)) ?? []) : [];
  return Number(digits ?? 0);
}

/** Makes a new or renamed file survive a loss of power. Systems that cannot do it for a directory do it by themselves. */
export async function syncDirectory(path: string): Promise<void> {
  const handle = await open(dirname(path), 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
