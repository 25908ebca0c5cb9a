import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { run } from './run.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PROJECT = fileURLToPath(new URL('../project', import.meta.url));

/** Packs the package as it would be published, and installs it in an empty project with the versions its users have. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'secure-llm-consumer-'));
  cpSync(PROJECT, folder, { recursive: true });
  run('npm', ['run', 'build'], ROOT);
  const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], ROOT)) as [
    { readonly filename: string },
  ];
  run('npm', ['install', '--no-audit', '--no-fund', '--no-save', '--ignore-scripts', join(folder, filename)], folder);
  project.provide('folder', folder);
  project.provide('tarball', join(folder, filename));
  return () => rmSync(folder, { recursive: true, force: true });
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The consumer's project, with everything installed. */
    folder: string;
    tarball: string;
  }
}
