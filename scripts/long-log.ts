import { spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { auditLog, fileSink, keyRing, verifyLog } from '../src/node/vault.ts';
import { RECORD } from './bench/audit.ts';

/**
 * `node scripts/long-log.ts [megabytes]`: writes a log of that length into the directory for temporary files, verifies it in
 * a process of its own, prints the rate and the most memory that process held, and removes it.
 */
const MEGABYTE = 1e6;
const TOGETHER = 1_000;
const ring = keyRing({ current: 'k1', keys: { k1: new Uint8Array(32).fill(1) } });

async function write(path: string, megabytes: number): Promise<void> {
  const log = auditLog({ sink: fileSink(path, { fsync: 'never' }), keyRing: ring });
  while ((await stat(path).catch(() => ({ size: 0 }))).size < megabytes * MEGABYTE)
    await Promise.all(Array.from({ length: TOGETHER }, () => log(RECORD)));
  await log.close();
}

async function verify(path: string): Promise<void> {
  const { size } = await stat(path);
  const since = performance.now();
  const { count } = await verifyLog(createReadStream(path, { highWaterMark: 2 ** 18 }), { keyRing: ring });
  const seconds = (performance.now() - since) / 1_000;
  const held = process.resourceUsage().maxRSS / 1024;
  const rate = size / MEGABYTE / seconds;
  console.log(`${count} lines, ${Math.round(size / MEGABYTE)} MB in ${seconds.toFixed(1)} s: ${rate.toFixed(0)} MB/s`);
  console.log(`held at most ${held.toFixed(0)} MB in all`);
}

const [first = '2048', path] = process.argv.slice(2);
if (path !== undefined) await verify(path);
else {
  const directory = await mkdtemp(join(tmpdir(), 'long-log-'));
  try {
    const file = join(directory, 'audit.jsonl');
    await write(file, Number(first));
    const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), first, file], { stdio: 'inherit' });
    process.exitCode = status ?? 1;
  } finally {
    await rm(directory, { recursive: true });
  }
}
