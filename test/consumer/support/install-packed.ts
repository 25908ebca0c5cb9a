import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Packs the package as it would be published, installs it with the rest of the project in `folder`, and answers its tarball. */
export function installPacked(folder: string, ...flags: readonly string[]): string {
  run('npm', ['run', 'build'], ROOT);
  const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], ROOT)) as [
    { readonly filename: string },
  ];
  const tarball = join(folder, filename);
  run('npm', ['install', '--no-audit', '--no-fund', '--no-save', ...flags, tarball], folder);
  return tarball;
}
