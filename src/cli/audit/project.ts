import { execFile } from 'node:child_process';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { isScanned } from '../../scanner/static/scan-file.ts';
import type { Io } from '../io.ts';
import { nameOf, unreadable } from '../read-texts.ts';
import { UsageError } from '../usage-error.ts';

/** What is audited: a folder, and the files in it that rules read, relative to it and with `/`. */
export interface Project extends Listed {
  /** Without links. */
  readonly root: string;
}

interface Listed {
  readonly paths: readonly string[];
  /** Folders that may not be read. */
  readonly closed: readonly string[];
}

/** Neither the project's own code nor read by anybody. */
const SKIPPED = new Set(['node_modules', 'bower_components', 'dist', 'build', 'out', 'coverage']);

/**
 * The files of a folder that git has or would take; where git is not there, or lists none, those outside of folders that hold
 * what was installed or built. Links are not followed. Throws UsageError for what cannot be read, or holds nothing to read.
 */
export async function projectAt(path: string, io: Io): Promise<Project> {
  const named = await realpath(path).catch((error) => {
    throw unreadable(nameOf(path), error);
  });
  const isFolder = (await stat(named)).isDirectory();
  const root = isFolder ? named : dirname(named);
  const listed = isFolder ? await filesIn(root, io.signal) : { paths: [basename(named)].filter(isScanned), closed: [] };
  if (listed.paths.length === 0) throw nothingIn(path);
  return { root, ...listed };
}

export const nothingIn = (path: string): UsageError =>
  new UsageError(
    `${nameOf(path)} holds nothing that rules read: TypeScript, JavaScript, JSON, HTML, .env, Dockerfile or CI files`,
  );

async function filesIn(root: string, signal: AbortSignal): Promise<Listed> {
  const paths = await listedByGit(root, signal);
  return paths.length > 0 ? { paths, closed: [] } : walked(root, signal);
}

/** A folder may bring a git configuration of its own that names programs to run; listing files needs none of them. */
const GIT = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  'ls-files',
  '-co',
  '--exclude-standard',
  '-z',
];

async function listedByGit(root: string, signal: AbortSignal): Promise<readonly string[]> {
  const options = { cwd: root, signal, maxBuffer: 2 ** 28, windowsHide: true };
  const { stdout } = await promisify(execFile)('git', GIT, options).catch(() => ({ stdout: '' }));
  signal.throwIfAborted();
  return [...new Set(stdout.split('\0').filter(isScanned))].sort();
}

async function walked(root: string, signal: AbortSignal): Promise<Listed> {
  const paths: string[] = [];
  const closed: string[] = [];
  const pending = [''];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    signal.throwIfAborted();
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => undefined);
    if (!entries) closed.push(folder);
    for (const entry of entries ?? []) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !SKIPPED.has(entry.name) && !isHidden(entry.name)) pending.push(path);
      else if (entry.isFile() && isScanned(path)) paths.push(path);
    }
  }
  return { paths: paths.sort(), closed };
}

/** Caches and the like; but CI files are in such. */
const isHidden = (name: string): boolean => name.startsWith('.') && !['.github', '.circleci'].includes(name);

export const pathOf = ({ root }: Project, path: string): string => join(root, path.split('/').join(sep));

/** Whether a file is in the folder itself. An index that came with it may name one above, or behind a link. */
export async function isInside(project: Project, path: string): Promise<boolean> {
  const base = project.root.endsWith(sep) ? project.root : project.root + sep;
  return (await realpath(pathOf(project, path))).startsWith(base);
}
