import { createRequire } from 'node:module';

/** The version of the installed package; asked by its own name, so that source and build find the same file. */
export function version(): string {
  const { version } = createRequire(import.meta.url)('secure-llm/package.json') as { readonly version: string };
  return version;
}
