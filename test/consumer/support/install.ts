import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { installPacked } from './install-packed.ts';

const PROJECT = fileURLToPath(new URL('../project', import.meta.url));

/** Installs the packed package in an empty project with the versions its users have. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'secure-llm-consumer-'));
  cpSync(PROJECT, folder, { recursive: true });
  project.provide('tarball', installPacked(folder, '--ignore-scripts'));
  project.provide('folder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The consumer's project, with everything installed. */
    folder: string;
    tarball: string;
  }
}
