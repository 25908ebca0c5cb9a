import { isIP } from 'node:net';
import type { Flags } from '../arguments.ts';
import { UsageError } from '../usage-error.ts';
import { countOf, textOf } from '../values.ts';

/** Where the server listens. */
export interface Place {
  readonly host: string;
  /** 0: one that is free. */
  readonly port: number;
  /** Only programs of this machine reach it, and none speaks for others. */
  readonly isLocal: boolean;
  /** Files in PEM form. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
}

/** Reads the flags. Throws UsageError where keys and prompts would cross a network in the clear. */
export function placeOf(flags: Flags): Place {
  const host = textOf(flags, 'host') ?? '127.0.0.1';
  const port = countOf(flags, 'port', 0, 65_535) ?? 8787;
  const [cert, key] = [textOf(flags, 'cert'), textOf(flags, 'key')];
  if ((cert === undefined) !== (key === undefined)) throw new UsageError('--cert and --key belong together: give both');
  const tls = cert !== undefined && key !== undefined ? { cert, key } : undefined;
  const isProxied = flags['behind-proxy'] === true;
  if (!tls && !isLoopback(host) && !isProxied)
    throw new UsageError(
      'keys and prompts would cross the network in the clear: give --cert and --key, or --behind-proxy where a proxy speaks TLS',
    );
  return { host, port, isLocal: isLoopback(host) && !isProxied, tls };
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

export const urlOf = ({ host, tls }: Place, port: number): string => {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : isIP(host) === 6 ? `[${host}]` : host;
  return `${tls ? 'https' : 'http'}://${name}:${port}`;
};
