import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { readLockfile } from '../../../src/scanner/runtime/dependencies/lockfile.ts';
import { sbomOf } from '../../../src/scanner/runtime/dependencies/sbom.ts';
import { SBOM_SCHEMA } from './sbom-schema.ts';

const ajv = new Ajv({ strict: true });
addFormats.default(ajv);
const isValid = ajv.compile(SBOM_SCHEMA);

interface Bom {
  readonly components: readonly { readonly [key: string]: unknown }[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

function bomOf(packages: object): Bom {
  const lock = readLockfile(JSON.stringify({ packages }));
  if (!lock) throw new Error('no lockfile');
  const bom = sbomOf(lock, { name: '@acme/app', version: '2.0.0' }, '0.1.0');
  expect(isValid(bom), JSON.stringify(isValid.errors)).toBe(true);
  return bom as unknown as Bom;
}

test('a component has its coordinates, its hash in hexadecimal, its licence and where it came from, without credentials', () => {
  const { components } = bomOf({
    'node_modules/@s/b': {
      version: '1.0.0',
      resolved: 'https://user:word@registry.example/b.tgz?token=word',
      integrity: `sha512-${Buffer.alloc(64, 0xab).toString('base64')}`,
      license: '(MIT OR Apache-2.0)',
      dev: true,
      optional: true,
    },
    'node_modules/odd': { version: '1.0.0', license: 'SEE LICENSE IN terms.txt' },
  });
  expect(components).toEqual([
    {
      type: 'library',
      'bom-ref': 'pkg:npm/%40s/b@1.0.0',
      group: '@s',
      name: 'b',
      version: '1.0.0',
      purl: 'pkg:npm/%40s/b@1.0.0',
      scope: 'optional',
      hashes: [{ alg: 'SHA-512', content: 'ab'.repeat(64) }],
      licenses: [{ expression: '(MIT OR Apache-2.0)' }],
      externalReferences: [{ type: 'distribution', url: 'https://registry.example/b.tgz' }],
      properties: [{ name: 'cdx:npm:package:development', value: 'true' }],
    },
    expect.objectContaining({ name: 'odd', licenses: [{ license: { name: 'SEE LICENSE IN terms.txt' } }] }),
  ]);
});

test('a lockfile that somebody made up gives a bill too, without what is no hash', () => {
  const { components } = bomOf({
    'node_modules/a': { version: '\ud800', integrity: 'sha512-x' },
    'node_modules/\udfff': { version: '1', integrity: 'sha1-AA==' },
  });
  expect(components.map(({ hashes }) => hashes)).toEqual([undefined, undefined]);
});

test('who depends on whom follows the folders as Node does, links to workspaces too', () => {
  const { components, dependencies } = bomOf({
    '': { dependencies: { a: '1', own: '*' } },
    'node_modules/a': { version: '1.0.0', dependencies: { b: '2', missing: '1' } },
    'node_modules/a/node_modules/b': { version: '2.0.0', peerDependencies: { c: '1' } },
    'node_modules/b': { version: '1.0.0' },
    'node_modules/c': { version: '1.0.0' },
    'node_modules/d/node_modules/c': { version: '1.0.0', dependencies: { b: '1' } },
    'node_modules/own': { link: true, resolved: 'packages/own' },
    'packages/own': { name: 'own', version: '0.1.0', dependencies: { b: '1' } },
  });
  const graph = Object.fromEntries(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const of = (id: string) => `pkg:npm/${id}`;
  expect(graph[of('%40acme/app@2.0.0')]).toEqual([of('a@1.0.0'), of('own@0.1.0')]);
  expect(graph[of('a@1.0.0')]).toEqual([of('b@2.0.0')]);
  expect(graph[of('b@2.0.0')]).toEqual([of('c@1.0.0')]);
  expect(graph[of('own@0.1.0')]).toEqual([of('b@1.0.0')]);
  expect(graph[of('c@1.0.0')]).toEqual([of('b@1.0.0')]); // the other copy of it needs none
  expect(components.map(({ purl }) => purl)).toEqual(['a@1.0.0', 'b@1.0.0', 'b@2.0.0', 'c@1.0.0', 'own@0.1.0'].map(of));
});

test('the lockfile of this repository gives a valid bill, the same each time, whose references all exist', async () => {
  const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8'));
  const bom = bomOf(packages);
  const refs = new Set(['pkg:npm/%40acme/app@2.0.0', ...bom.components.map((each) => each['bom-ref'])]);
  expect(bom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((ref) => !refs.has(ref))).toEqual(
    [],
  );
  expect(bom.components.length).toBeGreaterThan(500);
  expect(bomOf(Object.fromEntries(Object.entries(packages).reverse()))).toEqual(bom);
});
