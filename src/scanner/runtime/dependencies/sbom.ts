import { bytesOf } from '../../../lib/base64.ts';
import { hexOf } from '../../../lib/hex.ts';
import { isRecord, type JsonRecord } from '../../../lib/json.ts';
import { type Locked, type Lockfile, lockedAt, resolveFrom, textOf } from './lockfile.ts';

/** With the bytes of a digest. */
const ALGORITHMS: Readonly<Record<string, readonly [name: string, bytes: number]>> = {
  sha1: ['SHA-1', 20],
  sha256: ['SHA-256', 32],
  sha384: ['SHA-384', 48],
  sha512: ['SHA-512', 64],
};
const EXPRESSION = /^[\w.+()\- ]{1,200}$/;
const NO_EXPRESSION = /^SEE LICEN[CS]E|^UNLICENSED$/i;

/**
 * A CycloneDX 1.6 bill of materials of what a lockfile installs. Same lockfile, same text: it holds no time and no random
 * number. What is installed in several places stands once, with what any of them depends on.
 */
export function sbomOf(
  lock: Lockfile,
  project: { readonly name: string; readonly version: string },
  toolVersion: string,
) {
  const root = { ...project, path: '', record: lock.root };
  const own = Array.from(lock.packages, ([path, record]) => lockedAt(path, record)).filter(
    ({ path, record }) => path !== '' && !path.includes('node_modules/') && record.link !== true,
  );
  const copies = Map.groupBy([...lock.installed, ...own], purlOf);
  const edges = new Map([[purlOf(root), refsOf(lock, [root])]]);
  for (const [ref, places] of copies) edges.set(ref, refsOf(lock, places));
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      tools: { components: [{ type: 'application', name: 'secure-llm', version: toolVersion }] },
      component: { type: 'application', ...identity(root) },
    },
    components: sorted(copies).flatMap(([, places]) => places.slice(0, 1).map((one) => componentOf(one, places))),
    dependencies: sorted(edges).map(([ref, dependsOn]) => ({ ref, dependsOn })),
  };
}

const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([one], [other]) => (one < other ? -1 : 1));

const refsOf = (lock: Lockfile, places: readonly Locked[]): readonly string[] =>
  [...new Set(places.flatMap((place) => dependenciesOf(lock, place).map(purlOf)))].sort();

function dependenciesOf(lock: Lockfile, { path, record }: Locked): readonly Locked[] {
  const kinds = [record.dependencies, record.optionalDependencies, record.peerDependencies, record.devDependencies];
  const names = kinds.flatMap((ranges) => (isRecord(ranges) ? Object.keys(ranges) : []));
  return names.flatMap((name) => {
    const found = resolveFrom(lock, path, name);
    const at = found === undefined ? undefined : lock.packages.get(found);
    return found === undefined || !at ? [] : [lockedAt(found, at)];
  });
}

function identity(locked: Locked) {
  const [name = '', group] = locked.name.split('/').reverse();
  const purl = purlOf(locked);
  return { 'bom-ref': purl, ...(group && { group }), name, ...(locked.version && { version: locked.version }), purl };
}

/** It is optional, or for development, where each of its copies is. */
function componentOf(locked: Locked, copies: readonly Locked[]): object {
  const { record } = locked;
  const is = (flag: 'optional' | 'dev') => copies.every((each) => each.record[flag] === true);
  const hashes = hashesOf(textOf(record.integrity) ?? '');
  const license = textOf(record.license);
  const url = distributionOf(record);
  return {
    type: 'library',
    ...identity(locked),
    scope: is('optional') ? 'optional' : 'required',
    ...(hashes.length > 0 && { hashes }),
    ...(license && { licenses: [licenseOf(license)] }),
    ...(url && { externalReferences: [{ type: 'distribution', url }] }),
    ...(is('dev') && { properties: [{ name: 'cdx:npm:package:development', value: 'true' }] }),
  };
}

/** https://github.com/package-url/purl-spec: every part encoded, the `@` of a scope too. */
const purlOf = ({ name, version }: Locked): string =>
  `pkg:npm/${name.split('/').map(encoded).join('/')}${version && `@${encoded(version)}`}`;

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

const licenseOf = (license: string): object =>
  EXPRESSION.test(license) && !NO_EXPRESSION.test(license) ? { expression: license } : { license: { name: license } };

/** Subresource integrity: algorithms with digests in base64. */
const hashesOf = (integrity: string): readonly object[] =>
  integrity.split(/\s+/).flatMap((each) => {
    const [, algorithm = '', digest = ''] = /^(sha\d+)-([A-Za-z\d+/]+={0,2})/.exec(each) ?? [];
    const [alg, length] = ALGORITHMS[algorithm] ?? [];
    const bytes = bytesOf(digest);
    return bytes && bytes.length === length ? [{ alg, content: hexOf(bytes) }] : [];
  });

/** Without what a URL may hold of credentials. */
function distributionOf(record: JsonRecord): string | undefined {
  const resolved = textOf(record.resolved);
  if (resolved === undefined || !/^https?:/.test(resolved) || !URL.canParse(resolved)) return undefined;
  const { origin, pathname } = new URL(resolved);
  return origin + pathname;
}
