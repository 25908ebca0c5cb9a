import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { node, run } from './support/run.ts';

const folder = inject('folder');

test('loads as an ES module, with every sub-path', () => {
  expect(node(['esm.mjs'], folder)).toContain('esm ok');
});

test('loads as CommonJS through require(esm), as the same copy', () => {
  expect(node(['cjs.cjs'], folder)).toContain('cjs ok');
});

test.each(['nodenext', 'bundler'])('its types hold under moduleResolution %s', (mode) => {
  node([join('node_modules', 'typescript', 'bin', 'tsc'), '-p', `tsconfig.${mode}.json`], folder);
});

test.each(['msw', 'msw2'])("its users' tests pass with %s", (name) => {
  const modules = join(folder, 'node_modules');
  const version = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')).version as string;
  if (name !== 'msw') swap(join(modules, 'msw'), join(modules, name));
  const report = node([join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--reporter=default'], folder);
  expect(report).toMatch(/Tests\s+10 passed/);
  expect(version).toMatch(name === 'msw' ? /^3\./ : /^2\./);
});

test('the command runs', () => {
  const bin = join('node_modules', 'secure-llm', 'dist', 'cli.js');
  expect(node([bin, '--help'], folder)).toContain('summarize');
  expect(node([bin, 'sentiment', '--json', 'package.json'], folder)).toContain('"label"');
});

test('the package holds what it should and nothing else', () => {
  const listing = run('tar', ['-tzf', inject('tarball')], folder)
    .trim()
    .split('\n');
  expect(
    listing.filter(
      (file) =>
        !/^package\/(dist\/|docs\/[a-z-]+\.md$|package\.json|README\.md|LICENSE|CHANGELOG\.md|SECURITY\.md)/.test(file),
    ),
  ).toEqual([]);
  expect(listing).toContain('package/docs/safeguards.md'); // where `explain` leads
  const manifest = JSON.parse(readFileSync(join(folder, 'node_modules', 'secure-llm', 'package.json'), 'utf8'));
  for (const script of ['preinstall', 'install', 'postinstall', 'prepare'])
    expect(manifest.scripts).not.toHaveProperty(script);
});

function swap(one: string, other: string): void {
  const aside = `${one}-aside`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  renameSync(one, join(aside, 'one'));
  renameSync(other, one);
  renameSync(join(aside, 'one'), other);
}
