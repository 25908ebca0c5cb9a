import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { STATIC_RULES } from '../../src/scanner/static/rules/index.ts';
import { isScanned, scanFile } from '../../src/scanner/static/scan-file.ts';

const PROJECTS = fileURLToPath(new URL('./projects', import.meta.url));

/** What stands in the projects for a key, so that no file here looks as if it held one. */
const KEY = ['sk-proj', 'Zq7mT2xWb9LkR4vYc8NdH3sJf6GpA1uEo5XiKtBw0MnQrSyD'].join('-');

/** `RULE path:line` of each finding in a folder. */
function audited(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = file.slice(folder.length + 1).replace('dot-env', '.env');
      expect(isScanned(path), path).toBe(true);
      const { findings, skipped } = scanFile(
        path,
        readFileSync(file, 'utf8').replaceAll('@@OPENAI_KEY@@', KEY),
        STATIC_RULES,
      );
      expect(skipped, path).toBeUndefined();
      return findings.map(({ rule, place }) => `${rule} ${path}:${place?.line}`);
    })
    .sort();
}

describe.each(readdirSync(PROJECTS))('%s', (name) => {
  const project = join(PROJECTS, name);

  test('every flaw is found, and nothing else', () => {
    const expected = JSON.parse(readFileSync(join(project, 'expected.json'), 'utf8')) as readonly string[];
    expect(audited(join(project, 'vulnerable'))).toEqual([...expected].sort());
  });

  test('fixed, nothing is found', () => {
    expect(audited(join(project, 'fixed'))).toEqual([]);
  });
});
