import { readFile } from 'node:fs/promises';
import { systemClock } from '../../lib/clock.ts';
import { parseJson } from '../../lib/json.ts';
import type { Checkpoint, VerifiedLog } from '../../vault/shared.ts';
import type { Flags } from '../arguments.ts';
import type { CommandContext } from '../commands/command.ts';
import { ringOf } from '../ring.ts';
import { ProgressBar } from '../terminal/progress.ts';
import { styleFor } from '../terminal/style.ts';
import { UsageError } from '../usage-error.ts';
import { textOf } from '../values.ts';
import { LogFiles } from './source.ts';

const MEGABYTE = 2 ** 20;
const WORTH_A_BAR = 16 * MEGABYTE;

/** Checks a log from end to end. Throws IntegrityError naming file and line. */
export async function verifyFiles(context: CommandContext, paths: readonly string[]): Promise<VerifiedLog> {
  const { flags, io } = context;
  const files = await LogFiles.find(paths, io);
  const [keyRing, checkpoint, publicKey] = await Promise.all([
    ringOf(flags, io.env),
    checkpointOf(flags),
    publicKeyOf(flags),
  ]);
  const { verifyLog } = await import('../../node/vault.ts');
  const bar = barFor(context, files.bytes);
  try {
    return await verifyLog(files.read(bar.add), { keyRing, checkpoint, publicKey });
  } catch (error) {
    throw files.placed(error);
  } finally {
    await bar.clear();
  }
}

/** Megabytes; none for what is done at once, or where nobody looks. */
function barFor({ flags, io }: CommandContext, bytes: number) {
  if (bytes < WORTH_A_BAR || !io.stderr.isTTY || flags.quiet || io.env.TERM === 'dumb')
    return { add: () => {}, clear: async () => {} };
  const bar = new ProgressBar(io.stderr, styleFor(io.stderr, io.env), systemClock.now);
  const since = systemClock.now();
  const total = Math.ceil(bytes / MEGABYTE);
  let read = 0;
  return {
    add(more: number) {
      read += more;
      const perSecond = (read / MEGABYTE) * (1_000 / Math.max(1, systemClock.now() - since));
      const etaMs = (Math.max(0, bytes - read) / MEGABYTE / perSecond) * 1_000;
      bar.show({ done: Math.min(total, Math.floor(read / MEGABYTE)), total, failed: 0, perSecond, etaMs });
    },
    clear: () => bar.clear(),
  };
}

async function checkpointOf(flags: Flags): Promise<Checkpoint | undefined> {
  const path = textOf(flags, 'checkpoint');
  if (path === undefined) return undefined;
  const lines = (await fileOf(path, '--checkpoint')).trim().split('\n');
  return (parseJson(lines.at(-1) ?? '') ?? null) as Checkpoint; // judged by verifyLog, which takes undefined for none
}

async function publicKeyOf(flags: Flags): Promise<CryptoKey | undefined> {
  const path = textOf(flags, 'public-key');
  if (path === undefined) return undefined;
  const pem = (await fileOf(path, '--public-key')).replace(/-----[A-Z ]+-----|\s/g, '');
  try {
    return await crypto.subtle.importKey('spki', Buffer.from(pem, 'base64'), 'Ed25519', false, ['verify']);
  } catch {
    throw new UsageError('--public-key must be a public Ed25519 key in PEM form');
  }
}

const fileOf = (path: string, flag: string): Promise<string> =>
  readFile(path, 'utf8').catch(() => {
    throw new UsageError(`${flag} cannot be read: check the path and its permissions`);
  });
