import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isRecord, parseJson } from '../../../lib/json.ts';
import { advisoryOutcome } from '../../../scanner/runtime/dependencies/advisories.ts';
import { readLockfile, textOf as stringOf } from '../../../scanner/runtime/dependencies/lockfile.ts';
import { dependencyOutcomes } from '../../../scanner/runtime/dependencies/outcomes.ts';
import { DEPENDENCY_RULES, VULNERABLE } from '../../../scanner/runtime/dependencies/rules.ts';
import { sbomOf } from '../../../scanner/runtime/dependencies/sbom.ts';
import { type Outcome, skipped } from '../../../scanner/runtime/outcome.ts';
import type { CommandContext } from '../../commands/command.ts';
import { UsageError } from '../../usage-error.ts';
import { textOf } from '../../values.ts';
import { version } from '../../version.ts';
import { writeOut } from '../write-out.ts';
import { npmAudit } from './npm.ts';

const MOST_BYTES = 64_000_000;
const FOREIGN = ['pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'];

/** What the files of the folder say, then what a registry knows; and the bill of materials, where it is asked for. */
export async function dependencyChecks(context: CommandContext): Promise<readonly Outcome[]> {
  const { files, flags, io } = context;
  const folder = await folderOf(files[0] ?? '.');
  const read = (name: string) => textAt(join(folder, name)).catch(ifMissing);
  const manifest = await read('package.json');
  const lockfileName = (await read('npm-shrinkwrap.json')) === undefined ? 'package-lock.json' : 'npm-shrinkwrap.json';
  const lockfile = await read(lockfileName);
  const sbom = textOf(flags, 'sbom');
  if (sbom !== undefined) await writeSbom(sbom, lockfile, manifest, basename(folder), context);
  if (manifest === undefined) return DEPENDENCY_RULES.map((rule) => skipped(rule, 'the folder has no package.json'));
  const foreign = await firstThere(folder);
  const outcomes = dependencyOutcomes({ manifest, lockfile, lockfileName, foreign, npmrc: await read('.npmrc') });
  if (lockfile === undefined) return [...outcomes, skipped(VULNERABLE, 'npm audit needs a lockfile of npm')];
  const printed = await npmAudit(folder, io);
  return [
    ...outcomes,
    printed === undefined ? skipped(VULNERABLE, 'npm did not run, or not to its end') : advisoryOutcome(printed),
  ];
}

async function folderOf(path: string): Promise<string> {
  const stats = await stat(path).catch(() => {
    throw new UsageError('PATH cannot be read: check it and its permissions');
  });
  return stats.isDirectory() ? resolve(path) : dirname(resolve(path));
}

/** A link may stand for a device that never ends. */
async function textAt(path: string): Promise<string> {
  const stats = await stat(path);
  if (!stats.isFile()) throw new Error('no file');
  if (stats.size > MOST_BYTES) throw new UsageError('package.json, a lockfile or .npmrc is larger than 64 MB');
  return readFile(path, 'utf8');
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error instanceof UsageError) throw error;
  if (error.code !== 'ENOENT')
    throw new UsageError(
      'package.json, a lockfile or .npmrc cannot be read: check that it is a file, and its permissions',
    );
}

async function firstThere(folder: string): Promise<string | undefined> {
  for (const name of FOREIGN)
    if (
      await stat(join(folder, name)).then(
        () => true,
        () => false,
      )
    )
      return name;
  return undefined;
}

async function writeSbom(path: string, lockfile = '', manifest = '', folder: string, { note }: CommandContext) {
  const lock = readLockfile(lockfile);
  if (!lock) throw new UsageError('--sbom needs package-lock.json of npm 7 or later in the folder');
  const own = parseJson(manifest);
  const { name, version: release } = isRecord(own) ? own : {};
  const project = { name: stringOf(name) ?? folder, version: stringOf(release) ?? '' };
  const bom = sbomOf(lock, project, version());
  await writeOut('sbom', path, `${JSON.stringify(bom, null, 2)}\n`);
  await note([`a bill of ${bom.components.length} components was written`]);
}
