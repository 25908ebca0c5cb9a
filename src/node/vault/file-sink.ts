import { appendFile, type FileHandle, mkdir, open, realpath, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fields, integer, misuse, oneOf, string } from '../../lib/check.ts';
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
  /** A file that would grow beyond so many bytes is kept as `<path>.000001` and so on, and a new one begun. @default never */
  readonly rotate?: { readonly bytes: number } | undefined;
}

const SYNC_MS = 1_000;

/**
 * Appends a log to a file, readable by its owner alone. One writer at a time: another one is refused with InvalidInputError. An
 * unfinished last line, as a crash leaves it, is moved to `<path>.torn`. Throws TypeError for an option at fault.
 */
export function fileSink(path: string, options: FileSinkOptions = {}): LogSink {
  const { fsync = 'always', rotate } = fields<FileSinkOptions>(options, 'fileSink', misuse, {
    fsync: oneOf('always', 'interval', 'never'),
    rotate: (value, field) => ({ bytes: integer(1)((value as { bytes?: unknown })?.bytes, `${field}.bytes`, misuse) }),
  });
  return new FileSink(string(path, 'fileSink.path', misuse), fsync, rotate?.bytes ?? Number.POSITIVE_INFINITY);
}

class FileSink implements LogSink {
  readonly #path: string;
  readonly #fsync: NonNullable<FileSinkOptions['fsync']>;
  readonly #maxBytes: number;
  #handle: FileHandle | undefined;
  #unlock: (() => Promise<void>) | undefined;
  #size = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Of a sync in the background: a system tells each failure once. */
  #syncError: unknown;

  constructor(path: string, fsync: NonNullable<FileSinkOptions['fsync']>, maxBytes: number) {
    this.#path = path;
    this.#fsync = fsync;
    this.#maxBytes = maxBytes;
  }

  async open(): Promise<Opened> {
    await mkdir(dirname(this.#path), { recursive: true });
    this.#unlock ??= await lockFile(await realpath(this.#path).catch(() => this.#path));
    try {
      const handle = await this.#openFile();
      const { last, torn } = await tailOf(handle);
      if (torn > 0) await this.#putAside(handle, torn);
      return { last: last ?? (await this.#lastRotatedLine()), torn };
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async write(lines: string): Promise<void> {
    this.#throwSyncError();
    const bytes = Buffer.from(lines);
    if (this.#size > 0 && this.#size + bytes.length > this.#maxBytes) await this.#rotate();
    const handle = this.#handle ?? (await this.#openFile());
    try {
      await handle.appendFile(bytes);
      if (this.#fsync === 'always') await handle.datasync();
    } catch (error) {
      await handle.truncate(this.#size).catch(() => {}); // `open` looks again at what is there
      throw error;
    }
    this.#size += bytes.length;
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
