import { isRecord, type JsonRecord, parseJson } from '../../../lib/json.ts';
import { judged, listed, type Outcome, skipped } from '../outcome.ts';
import { idOf, type Locked, type Lockfile, readLockfile, textOf } from './lockfile.ts';
import { INSTALL_SCRIPT, LOCK_INTEGRITY, LOCK_OLD, LOCK_SOURCE, LOCK_STALE, NO_LOCKFILE } from './rules.ts';

/** The files of a project that say what is installed; undefined for those that are not there. */
export interface DependencyFiles {
  readonly manifest: string;
  readonly lockfile?: string | undefined;
  /** `package-lock.json` or `npm-shrinkwrap.json`. */
  readonly lockfileName: string;
  /** The lockfile of another package manager. */
  readonly foreign?: string | undefined;
  readonly npmrc?: string | undefined;
}

const OF_A_LOCKFILE = [LOCK_INTEGRITY, LOCK_SOURCE, LOCK_STALE, INSTALL_SCRIPT];

/** What the files say; nothing is asked of a registry. */
export function dependencyOutcomes(files: DependencyFiles): readonly Outcome[] {
  const { lockfile: text, lockfileName: subject, foreign } = files;
  const manifest = manifestOf(files.manifest);
  if (text === undefined) {
    const isNeeded = foreign === undefined && KINDS.some((kind) => Object.keys(rangesOf(manifest, kind)).length > 0);
    const seen = foreign ?? (isNeeded ? 'there is none' : 'nothing to lock');
    const reason = foreign ? `${foreign} is not read, only lockfiles of npm are` : 'no lockfile';
    return [
      judged(NO_LOCKFILE, isNeeded ? [{ subject: 'package.json' }] : [], seen),
      ...[LOCK_OLD, ...OF_A_LOCKFILE].map((rule) => skipped(rule, reason)),
    ];
  }
  const lock = readLockfile(text);
  const there = judged(NO_LOCKFILE, [], subject);
  if (!lock)
    return [
      there,
      judged(LOCK_OLD, [{ subject }], 'it lists no packages'),
      ...OF_A_LOCKFILE.map((rule) => skipped(rule, 'the lockfile is too old, or torn')),
    ];
  return [
    there,
    judged(LOCK_OLD, [], `${lock.installed.length} packages`),
    integrity(lock, subject),
    sources(lock, subject),
    sync(manifest, lock, subject),
    installScripts(manifest, lock, files.npmrc),
  ];
}

const manifestOf = (text: string): JsonRecord => {
  const value = parseJson(text);
  return isRecord(value) ? value : {};
};

const resolvedOf = ({ record }: Locked): string => textOf(record.resolved) ?? '';

const isRemote = (locked: Locked): boolean => /^(?:http:|git[+:]|github:|gitlab:|bitbucket:)/i.test(resolvedOf(locked));

function integrity({ installed }: Lockfile, subject: string): Outcome {
  const without = installed.filter(
    (locked) =>
      textOf(locked.record.integrity) === undefined &&
      locked.record.inBundle !== true && // within a package that has one
      !resolvedOf(locked).startsWith('file:') &&
      !/^git/i.test(resolvedOf(locked)), // told by its source
  );
  const ids = without.map(idOf);
  const found = ids.map((id) => ({ subject, message: `${id} has no hash` }));
  return judged(LOCK_INTEGRITY, found, ids.length > 0 ? listed(ids) : `${installed.length} packages`);
}

function sources({ installed }: Lockfile, subject: string): Outcome {
  const stray = installed.filter(isRemote);
  const found = stray.map((locked) => ({
    subject,
    message: `${idOf(locked)} comes ${/^http:/i.test(resolvedOf(locked)) ? 'over http' : 'from git'}`,
  }));
  return judged(LOCK_SOURCE, found, stray.length > 0 ? listed(stray.map(idOf)) : 'none over http, none from git');
}

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;

function sync(manifest: JsonRecord, lock: Lockfile, subject: string): Outcome {
  const names = new Set<string>();
  for (const kind of KINDS) {
    const [asked, locked] = [rangesOf(manifest, kind), rangesOf(lock.root, kind)];
    for (const name of Object.keys({ ...asked, ...locked })) if (asked[name] !== locked[name]) names.add(name);
  }
  const ids = [...names].sort();
  const found = ids.map((name) => ({ subject, message: `${name} differs from package.json` }));
  return judged(LOCK_STALE, found, ids.length > 0 ? listed(ids) : 'same packages, same ranges');
}

/** What is optional counts as that alone, as npm has it. */
function rangesOf(manifest: JsonRecord, kind: (typeof KINDS)[number]): JsonRecord {
  const ranges = isRecord(manifest[kind]) ? manifest[kind] : {};
  const { optionalDependencies } = manifest;
  if (kind !== 'dependencies' || !isRecord(optionalDependencies)) return ranges;
  return Object.fromEntries(Object.entries(ranges).filter(([name]) => !Object.hasOwn(optionalDependencies, name)));
}

function installScripts(manifest: JsonRecord, { installed }: Lockfile, npmrc = ''): Outcome {
  if (/^\s*ignore-scripts\s*=\s*true\s*$/m.test(npmrc)) return judged(INSTALL_SCRIPT, [], 'ignore-scripts in .npmrc');
  const decided = decisionsOf(isRecord(manifest.allowScripts) ? manifest.allowScripts : {});
  const running = installed.filter(({ record }) => record.hasInstallScript === true);
  const open = running.filter((locked) => !decided.has(locked.name) && !decided.has(idOf(locked)));
  const ids = [...new Set(open.map(({ name }) => name))].sort();
  return judged(
    INSTALL_SCRIPT,
    ids.map((subject) => ({ subject, message: `${subject} runs a script at install` })),
    ids.length > 0 ? listed(ids) : `${running.length} packages have scripts, each is decided about`,
  );
}

/** `name`, or versions of it: `name@1.2.3`, `name@1.2.3 || 1.2.4`. A range is taken at its word for that version alone. */
function decisionsOf(decided: JsonRecord): ReadonlySet<string> {
  const ids = Object.keys(decided).flatMap((key) => {
    const at = key.indexOf('@', 1); // the first one may begin a scope
    if (at < 0) return [key];
    const versions = key.slice(at + 1).split('||');
    return versions.map((version) => `${key.slice(0, at)}@${version.trim()}`);
  });
  return new Set(ids);
}
