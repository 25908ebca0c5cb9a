import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { IntegrityError } from '../../errors.ts';
import { rotatedFiles } from '../../node/vault/log-files.ts';
import type { Io } from '../io.ts';
import { nameOf, unreadable } from '../read-texts.ts';
import { UsageError } from '../usage-error.ts';

const LF = 10;

/** The files of a log as one text, and which line of which file a line of it is. */
export class LogFiles {
  readonly #paths: readonly string[];
  readonly #io: Io;
  /** Bytes of all files together; 0 for stdin. */
  readonly bytes: number;
  readonly #starts: { readonly name: string; readonly line: number }[] = [];

  private constructor(paths: readonly string[], bytes: number, io: Io) {
    this.#paths = paths;
    this.bytes = bytes;
    this.#io = io;
  }

  /** One file stands for those as well that it was rotated into; several are taken as they are named. `-` is stdin. */
  static async find(files: readonly string[], io: Io): Promise<LogFiles> {
    if (files.length === 0) throw new UsageError('there is no log to read: name its files, or - for stdin');
    const [only = ''] = files;
    const paths = files.length === 1 && only !== '-' ? await filesOf(only) : files;
    let bytes = 0;
    for (const path of paths) {
      if (path === '-') continue;
      const stats = await stat(path).catch((error) => {
        throw unreadable(nameOf(path), error);
      });
      if (stats.isDirectory()) throw unreadable(nameOf(path), { code: 'EISDIR' });
      bytes += stats.size;
    }
    return new LogFiles(paths, bytes, io);
  }

  async *read(onBytes: (bytes: number) => void = () => {}): AsyncGenerator<Uint8Array, void> {
    let line = 1;
    for (const path of this.#paths) {
      this.#starts.push({ name: nameOf(path), line });
      const source = path === '-' ? this.#io.stdin : createReadStream(path, { highWaterMark: 2 ** 18 });
      for await (const bytes of source) {
        this.#io.signal.throwIfAborted();
        for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) line++;
        onBytes(bytes.length);
        yield bytes;
      }
    }
  }

  /** Says where a line stands in its own file. */
  placed(error: unknown): unknown {
    if (!(error instanceof IntegrityError)) return error;
    const line = Number(/^line (\d+)$/.exec(error.place)?.[1]);
    const file = this.#starts.findLast((each) => each.line <= line);
    if (!file) return error;
    const rule = error.message.slice(error.place.length + 1);
    return new IntegrityError(error.reason, `${file.name}:${line - file.line + 1}`, rule);
  }
}

/** What a log was rotated into, and the file that is written: a writer that died between two has left none. */
async function filesOf(path: string): Promise<readonly string[]> {
  const full = await rotatedFiles(path).catch(() => []);
  const isMissing = await stat(path).then(
    () => false,
    ({ code }) => code === 'ENOENT',
  );
  return isMissing && full.length > 0 ? full : [...full, path];
}
