import { isRecord, type JsonRecord, parseJson } from '../../../lib/json.ts';

/** A place in a lockfile: the project (path ``), one of its own folders, or what is installed in `node_modules`. */
export interface Locked {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly record: JsonRecord;
}

/** `package-lock.json` of npm 7 and later. */
export interface Lockfile {
  readonly root: JsonRecord;
  /** What was installed from elsewhere, without links to folders of the project. */
  readonly installed: readonly Locked[];
  readonly packages: ReadonlyMap<string, JsonRecord>;
}

/** Undefined for what is no lockfile, and for one of npm 6 and earlier, which does not say what is needed. */
export function readLockfile(text: string): Lockfile | undefined {
  const value = parseJson(text);
  if (!isRecord(value) || !isRecord(value.packages)) return undefined;
  const packages = new Map(
    Object.entries(value.packages).flatMap(([path, record]) => (isRecord(record) ? [[path, record] as const] : [])),
  );
  const installed = Array.from(packages, ([path, record]) => lockedAt(path, record)).filter(
    ({ path, record }) => path.includes('node_modules/') && record.link !== true,
  );
  return { root: packages.get('') ?? {}, installed, packages };
}

/** `node_modules/a/node_modules/@b/c` is `@b/c`, unless it is installed under another name. */
export function lockedAt(path: string, record: JsonRecord): Locked {
  const folder = path.slice(path.lastIndexOf('node_modules/') + (path.includes('node_modules/') ? 13 : 1));
  return { path, name: textOf(record.name) ?? folder, version: textOf(record.version) ?? '', record };
}

export const idOf = ({ name, version }: Locked): string => `${name}@${version}`;

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Where Node finds `name` from a folder: its own `node_modules`, then those above. Links are followed. */
export function resolveFrom({ packages }: Lockfile, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const path = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    const record = packages.get(path);
    if (record) return record.link === true ? textOf(record.resolved) : path;
    if (at === '') return undefined;
  }
}
