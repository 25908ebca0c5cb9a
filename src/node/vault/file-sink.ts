import { appendFile, type FileHandle, lstat, mkdir, open, realpath, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InvalidInputError } from '../../errors.ts';
import { type Check, fields, integer, misuse, oneOf, string } from '../../lib/check.ts';
import { readEntry } from '../../vault/audit/entry.ts';
import type { LogSink, Opened } from '../../vault/audit/sink.ts';
import { lockFile } from './file-lock.ts';
import { nextNumber, rotatedFiles, rotatedName, syncDirectory } from './log-files.ts';
import { tailOf } from './tail.ts';

export interface FileSinkOptions {
  /**
   * When the disk must have what was written. `always`: before a record counts as written, all that wait in one go. `interval`:
   * within a second. `never`: when the system likes. A process that dies loses nothing by any of them, a loss of power may.
   * @default 'always'
   */
  readonly fsync?: 'always' | 'interval' | 'never' | undefined;
  /** When a file is kept as `<path>.000001` and so on, and a new one begun. @default never */
  readonly rotate?: RotateFiles | undefined;
}

export interface RotateFiles {
  /** Before it would grow beyond so many bytes. Integer, 1 or more. @default no limit */
  readonly bytes?: number | undefined;
  /** With the first write of each day, in UTC. A clock that goes back begins no new file. */
  readonly daily?: true | undefined;
}

const SYNC_MS = 1_000;
const DAY = 'YYYY-MM-DD';

/**
 * Appends a log to a file, readable by its owner alone. One writer at a time: another one is refused with InvalidInputError. An
 * unfinished last line, as a crash leaves it, is moved to `<path>.torn`. Throws TypeError for an option at fault.
 */
export function fileSink(path: string, options: FileSinkOptions = {}): LogSink {
  const { fsync = 'always', rotate } = fields<FileSinkOptions>(options, 'fileSink', misuse, {
    fsync: oneOf('always', 'interval', 'never'),
    rotate: ROTATE,
  });
  return new FileSink(string(path, 'fileSink.path', misuse), fsync, rotate);
}

const ROTATE: Check<RotateFiles> = (value, field, refuse) => {
  const given = fields<RotateFiles>(value, field, refuse, { bytes: integer(1), daily: oneOf(true) });
  if (given.bytes === undefined && given.daily === undefined) throw refuse(field, 'needs `bytes` or `daily`');
  return given as RotateFiles;
};

class FileSink implements LogSink {
  readonly #path: string;
  readonly #fsync: NonNullable<FileSinkOptions['fsync']>;
  readonly #rotation: RotateFiles | undefined;
  #handle: FileHandle | undefined;
  #unlock: (() => Promise<void>) | undefined;
  #size = 0;
  /** Of the last line in the file, in UTC. */
  #day = '';
  #timer: NodeJS.Timeout | undefined;
  /** Of a sync in the background: a system tells each failure once. */
  #syncError: unknown;

  constructor(path: string, fsync: NonNullable<FileSinkOptions['fsync']>, rotation: RotateFiles | undefined) {
    this.#path = path;
    this.#fsync = fsync;
    this.#rotation = rotation;
  }

  async open(): Promise<Opened> {
    await mkdir(dirname(this.#path), { recursive: true });
    await (await open(this.#path, 'a', 0o600)).close(); // what is not there yet has no real path
    if (this.#rotation && (await lstat(this.#path)).isSymbolicLink())
      throw new InvalidInputError(
        'fileSink.path',
        'is a symbolic link, which `rotate` would rename in place of the file: give the path of the file itself',
      );
    this.#unlock ??= await lockFile(await realpath(this.#path));
    try {
      const handle = await this.#openFile();
      const { last, torn } = await tailOf(handle);
      if (torn > 0) await this.#putAside(handle, torn);
      this.#day = (last && readEntry(last)?.time.slice(0, DAY.length)) || '';
      return { last: last ?? (await this.#lastRotatedLine()), torn };
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async write(lines: string): Promise<void> {
    this.#throwSyncError();
    const bytes = Buffer.from(lines);
    const today = new Date().toISOString().slice(0, DAY.length);
    if (this.#size > 0 && this.#isDue(bytes.length, today)) await this.#rotate();
    const handle = this.#handle ?? (await this.#openFile());
    try {
      await handle.appendFile(bytes);
      if (this.#fsync === 'always') await handle.datasync();
    } catch (error) {
      await handle.truncate(this.#size).catch(() => {}); // `open` looks again at what is there
      throw error;
    }
    this.#size += bytes.length;
    this.#day = today;
    if (this.#fsync === 'interval') this.#syncSoon();
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [handle, unlock] = [this.#handle, this.#unlock];
    this.#handle = this.#unlock = undefined;
    try {
      if (this.#fsync !== 'never') await handle?.datasync();
      this.#throwSyncError();
    } finally {
      await handle?.close();
      await unlock?.();
    }
  }

  #isDue(more: number, today: string): boolean {
    const { bytes = Number.POSITIVE_INFINITY, daily = false } = this.#rotation ?? {};
    return this.#size + more > bytes || (daily && this.#day < today);
  }

  async #openFile(): Promise<FileHandle> {
    await this.#handle?.close();
    this.#handle = undefined;
    this.#handle = await open(this.#path, 'a+', 0o600);
    this.#size = (await this.#handle.stat()).size;
    if (this.#size === 0) await syncDirectory(this.#path);
    return this.#handle;
  }

  /** The unfinished line may have been the last that anybody saw of a call, so it is not thrown away. */
  async #putAside(handle: FileHandle, torn: number): Promise<void> {
    const bytes = Buffer.alloc(torn);
    await handle.read(bytes, 0, torn, this.#size - torn);
    await appendFile(`${this.#path}.torn`, Buffer.concat([bytes, Buffer.from('\n')]), { mode: 0o600, flush: true });
    await handle.truncate(this.#size - torn);
    await handle.sync();
    this.#size -= torn;
  }

  async #lastRotatedLine(): Promise<string | undefined> {
    const path = (await rotatedFiles(this.#path)).at(-1);
    if (path === undefined) return undefined;
    const handle = await open(path, 'r');
    try {
      return (await tailOf(handle)).last;
    } finally {
      await handle.close();
    }
  }

  async #rotate(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    try {
      if (this.#fsync !== 'never') await handle?.datasync();
    } finally {
      await handle?.close();
    }
    await rename(this.#path, rotatedName(this.#path, await nextNumber(this.#path)));
    await this.#openFile();
    await syncDirectory(this.#path);
  }

  #syncSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#handle?.datasync().catch((error) => {
        this.#syncError = error;
      });
    }, SYNC_MS).unref();
  }

  #throwSyncError(): void {
    const error = this.#syncError;
    this.#syncError = undefined;
    if (error !== undefined) throw error;
  }
}
