import { expect, test } from 'vitest';
import { advisoryOutcome } from '../../../src/scanner/runtime/dependencies/advisories.ts';
import { type DependencyFiles, dependencyOutcomes } from '../../../src/scanner/runtime/dependencies/outcomes.ts';

const integrity = `sha512-${Buffer.alloc(64, 1).toString('base64')}`;
const MANIFEST = { dependencies: { a: '^1.0.0' }, optionalDependencies: { o: '1.0.0' } };
const fine = (name: string, more: object = {}) => ({
  [`node_modules/${name}`]: {
    version: '1.0.0',
    resolved: `https://registry.example/${name}.tgz`,
    integrity,
    ...more,
  },
});

const lockOf = (packages: object, root: object = MANIFEST) =>
  JSON.stringify({ lockfileVersion: 3, packages: { '': root, ...packages } });

function told(files: Partial<DependencyFiles>, manifest: object = MANIFEST) {
  const outcomes = dependencyOutcomes({
    manifest: JSON.stringify(manifest),
    lockfileName: 'package-lock.json',
    ...files,
  });
  return {
    failed: outcomes.flatMap(({ check }) => (check.status === 'failed' ? [check.id] : [])),
    skipped: outcomes.filter(({ check }) => check.status === 'skipped').length,
    messages: outcomes.flatMap(({ findings }) => findings.map(({ message }) => message)),
  };
}

test('a lockfile with hashes from a registry that matches package.json is in order', () => {
  const packages = {
    ...fine('a'),
    ...fine('o', { optional: true }),
    ...fine('@s/b', { resolved: undefined }), // as npm writes it with omit-lockfile-registry-resolved
    'node_modules/a/node_modules/inner': { version: '2.0.0', inBundle: true },
    'node_modules/own': { resolved: 'packages/own', link: true },
    'packages/own': { version: '1.0.0' },
  };
  const manifest = { ...MANIFEST, dependencies: { ...MANIFEST.dependencies, o: '1.0.0' } }; // npm counts `o` as optional alone
  expect(told({ lockfile: lockOf(packages) }, manifest)).toEqual({ failed: [], skipped: 0, messages: [] });
});

test.each([
  ['no hash', fine('a', { integrity: undefined }), ['SLLM-RUN-LOCK-INTEGRITY'], ['a@1.0.0 has no hash']],
  ['http', fine('a', { resolved: 'http://r.example/a.tgz' }), ['SLLM-RUN-LOCK-SOURCE'], ['a@1.0.0 comes over http']],
  [
    'git',
    fine('a', { resolved: 'git+ssh://git@host.example/a.git#abc', integrity: undefined }),
    ['SLLM-RUN-LOCK-SOURCE'],
    ['a@1.0.0 comes from git'],
  ],
  ['a script', fine('a', { hasInstallScript: true }), ['SLLM-RUN-INSTALL-SCRIPT'], ['a runs a script at install']],
])('%s in the lockfile is told', (_, packages, failed, messages) => {
  expect(told({ lockfile: lockOf(packages) })).toEqual({ failed, skipped: 0, messages });
});

test('what package.json and the lockfile do not share is told by name', () => {
  const lockfile = lockOf(fine('a'), { dependencies: { a: '^1.0.0', gone: '1' }, devDependencies: { d: '1' } });
  const manifest = { dependencies: { a: '^2.0.0' }, devDependencies: { d: '1', added: '1' } };
  expect(told({ lockfile }, manifest).messages).toEqual(
    ['a', 'added', 'gone'].map((name) => `${name} differs from package.json`),
  );
});

test('an install script that was decided about is in order: by name, by version, or all of them', () => {
  const lockfile = lockOf({
    ...fine('a', { hasInstallScript: true }),
    ...fine('other', { name: 'real', hasInstallScript: true }),
  });
  const left = (allowScripts: object) => told({ lockfile }, { ...MANIFEST, allowScripts }).messages;
  expect(left({ a: true, real: false })).toEqual([]);
  expect(left({ 'a@0.9.0 || 1.0.0': true, other: true })).toEqual(['real runs a script at install']);
  expect(left({ 'a@1.0.1': true, real: true })).toEqual(['a runs a script at install']);
  expect(told({ lockfile, npmrc: 'fund=false\nignore-scripts = true\n' }).failed).toEqual([]);
  expect(told({ lockfile, npmrc: '# ignore-scripts=true\n' }).failed).toEqual(['SLLM-RUN-INSTALL-SCRIPT']);
});

test('no lockfile is a flaw only where there is something to lock; those of others are not read', () => {
  expect(told({})).toMatchObject({ failed: ['SLLM-RUN-NO-LOCKFILE'], skipped: 5 });
  expect(told({}, { name: 'empty' })).toMatchObject({ failed: [], skipped: 5 });
  expect(told({ foreign: 'pnpm-lock.yaml' })).toMatchObject({ failed: [], skipped: 5 });
});

test.each(['{"lockfileVersion":1,"dependencies":{}}', '{"lock', ''])(
  'a lockfile that says nothing is told: %s',
  (text) => {
    expect(told({ lockfile: text })).toMatchObject({ failed: ['SLLM-RUN-LOCK-OLD'], skipped: 4 });
  },
);

test('advisories are findings by their severity, each once', () => {
  const via = (name: string, severity: string) => ({ name, severity, title: 'Flaw', url: `https://a.example/${name}` });
  const vulnerabilities = {
    one: { via: [via('one', 'critical'), via('one-more', 'moderate')] },
    two: { via: ['one', via('one', 'critical'), via('two', 'info')] },
  };
  const { check, findings } = advisoryOutcome(JSON.stringify({ auditReportVersion: 2, vulnerabilities }));
  expect(check.status).toBe('failed');
  expect(findings.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
    'critical one: Flaw',
    'medium one-more: Flaw',
    'low two: Flaw',
  ]);
  expect(advisoryOutcome('{"vulnerabilities":{}}').check.status).toBe('passed');
});

test.each([
  ['{"message":"405 - POST https://u:p@host","statusCode":405,"error":{"summary":""}}', 'the registry says 405'],
  ['{"error":{"code":"ENOLOCK","summary":"x"}}', 'ENOLOCK'],
  ['', 'printed no JSON'],
])('a registry that does not answer is no clean result: %s', (printed, reason) => {
  const { check, findings } = advisoryOutcome(printed);
  expect([check.status, findings]).toEqual(['skipped', []]);
  expect(check.detail).toContain(reason);
  expect(check.detail).not.toContain('host');
});
