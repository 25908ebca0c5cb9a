import type { FileHandle } from 'node:fs/promises';
import { IntegrityError } from '../../errors.ts';
import { MAX_LINE } from '../../vault/audit/entry.ts';

const LF = 10;

/** The last whole line of a file, and how many bytes stand behind it. */
export async function tailOf(
  handle: FileHandle,
): Promise<{ readonly last: string | undefined; readonly torn: number }> {
  const { size } = await handle.stat();
  let tail = Buffer.alloc(0);
  for (let length = 4096; ; length *= 4) {
    tail = Buffer.alloc(Math.min(length, size));
    await handle.read(tail, 0, tail.length, size - tail.length);
    const end = tail.lastIndexOf(LF);
    const start = end > 0 ? tail.lastIndexOf(LF, end - 1) : -1;
    if (start === -1 && tail.length < size && length < 4 * MAX_LINE) continue;
    if (end === -1 && size > MAX_LINE)
      throw new IntegrityError(
        'malformed',
        'the file',
        'has no line feed near its end: it is no audit log, or something else was written behind one. Give the sink a file of its own, or cut off what is none of the log',
      );
    const last = end === -1 ? undefined : tail.toString('utf8', start + 1, end + 1);
    return { last, torn: tail.length - end - 1 };
  }
}
