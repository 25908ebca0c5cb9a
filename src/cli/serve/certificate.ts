import { type FSWatcher, watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:https';
import { dirname } from 'node:path';
import { createSecureContext } from 'node:tls';
import { UsageError } from '../usage-error.ts';
import type { Place } from './place.ts';

type Files = NonNullable<Place['tls']>;

const SETTLE_MS = 100; // a renewal writes two files

export interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Throws UsageError for files that cannot be read, or do not belong together. */
export async function readCertificate(files: Files): Promise<Certificate> {
  try {
    const [cert, key] = await Promise.all([readFile(files.cert), readFile(files.key)]);
    createSecureContext({ cert, key });
    return { cert, key };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new UsageError(`--cert and --key must be a certificate and its key, in PEM form${code}`);
  }
}

/**
 * Serves a renewed certificate from the next connection on: at SIGHUP, and where the files change. Ones that cannot be
 * used are told of, and the last good ones stay. Answers how to stop.
 */
export function keepCertificate(
  server: Server,
  files: Files,
  minVersion: 'TLSv1.2',
  tell: (text: string) => void,
): () => void {
  const renew = async () => {
    try {
      server.setSecureContext({ ...(await readCertificate(files)), minVersion });
      tell('the certificate was read again');
    } catch (error) {
      tell(`the certificate stays as it was: ${(error as UsageError).message}`);
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(renew, SETTLE_MS);
  };
  const folders = new Set([dirname(files.cert), dirname(files.key)]); // files are often replaced, not written
  const watchers = Array.from(folders, (folder): FSWatcher => watch(folder, { persistent: false }, soon));
  for (const watcher of watchers) watcher.on('error', () => watcher.close());
  process.on('SIGHUP', soon);
  return () => {
    clearTimeout(timer);
    process.off('SIGHUP', soon);
    for (const watcher of watchers) watcher.close();
  };
}
