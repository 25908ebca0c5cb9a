import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { decodeText } from './decode-text.ts';
import type { Io } from './io.ts';
import { printable } from './terminal/printable.ts';
import { shorten } from './terminal/width.ts';
import { UsageError } from './usage-error.ts';

/** A text that was read, under the name it is shown with. */
export interface TextFile {
  readonly name: string;
  readonly text: string;
}

export interface ReadLimits {
  /** UTF-16 units, over all files. */
  readonly maxChars: number;
  /** What to do about a text that is longer. */
  readonly remedy: string;
  /** A hint where a file is missing. */
  readonly ifMissing?: string;
}

/**
 * Reads files, and stdin for `-`; without any, stdin where something is piped into it. Throws UsageError for what is
 * missing, no file, no text, or too long. Answers with the texts that are not empty.
 */
export async function readTexts(files: readonly string[], io: Io, limits: ReadLimits): Promise<readonly TextFile[]> {
  const paths = files.length === 0 && !io.stdin.isTTY ? ['-'] : files;
  const texts: TextFile[] = [];
  let left = limits.maxChars;
  for (const [index, path] of paths.entries()) {
    const name = nameOf(path);
    const source = path === '-' ? io.stdin : await openFile(path, name, index, limits);
    const text = decodeText(await readAll(source, name, left, limits, io.signal));
    if (text === undefined) throw new UsageError(`${name} is not text: give a text file in UTF-8`);
    left -= text.length;
    if (left < 0) throw tooLong(name, limits);
    if (text.trim() !== '') texts.push({ name, text });
  }
  return texts;
}

/** How a file is called where it is spoken of. */
export const nameOf = (path: string): string => (path === '-' ? 'stdin' : shorten(printable(path), 80) || 'a file');

const BECAUSE: { readonly [code: string]: string } = {
  ENOENT: 'does not exist: check the path',
  EACCES: 'may not be read: check its permissions',
  EPERM: 'may not be read: check its permissions',
  EISDIR: 'is a directory: name the files in it, such as docs/*.md',
};

/** A missing file with blanks in its name may be a prompt that lost its flag, and is not repeated. */
export async function openFile(
  path: string,
  name: string,
  index: number,
  { ifMissing = '' }: Pick<ReadLimits, 'ifMissing'> = {},
): Promise<AsyncIterable<Uint8Array>> {
  const stats = await stat(path).catch((error) => {
    throw unreadable(/\s/.test(path) ? `file ${index + 1}` : name, error, ifMissing);
  });
  if (stats.isDirectory()) throw new UsageError(`${name} ${BECAUSE.EISDIR}`);
  return createReadStream(path);
}

async function readAll(
  source: AsyncIterable<Uint8Array>,
  name: string,
  left: number,
  limits: ReadLimits,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of source) {
      signal.throwIfAborted();
      bytes += chunk.length;
      if (bytes > left * 3 + 3) throw tooLong(name, limits); // a UTF-16 unit takes at most 3 bytes of UTF-8
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof UsageError || signal.aborted ? error : unreadable(name, error);
  }
  return Buffer.concat(chunks);
}

const tooLong = (name: string, { maxChars, remedy }: ReadLimits): UsageError =>
  new UsageError(`${name} is too long: at most ${maxChars.toLocaleString('en')} characters in all. ${remedy}`);

export function unreadable(name: string, error: unknown, hint = ''): UsageError {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  const because = BECAUSE[String(code)] ?? 'cannot be read: check that it is a file';
  return new UsageError(`${name} ${because}${code === 'ENOENT' ? hint : ''}`);
}
