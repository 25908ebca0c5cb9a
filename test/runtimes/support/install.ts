import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { installPacked } from '../../consumer/support/install-packed.ts';

const PROJECT = fileURLToPath(new URL('../project', import.meta.url));

/** Installs the packed package beside the runtimes, which are large: they stay in the folder of temporary files for the next run. */
export default function setup(project: TestProject): void {
  const folder = join(tmpdir(), 'secure-llm-runtimes');
  mkdirSync(folder, { recursive: true });
  for (const old of ['.secure-llm', '.wrangler', '.next', 'app', 'node_modules/secure-llm'])
    rmSync(join(folder, old), { recursive: true, force: true });
  cpSync(PROJECT, folder, { recursive: true });
  installPacked(folder);
  project.provide('folder', folder);
}
