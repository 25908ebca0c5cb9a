import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FlagName } from './flags.ts';
import { UsageError } from './usage-error.ts';

/** What a TypeScript or JavaScript file of the user's exports as its default. Runs it. Throws UsageError, naming the flag. */
export async function defaultExport(path: string, flag: FlagName): Promise<unknown> {
  try {
    const module: { readonly default?: unknown } = await import(pathToFileURL(resolve(path)).href);
    return module.default;
  } catch (error) {
    const { code, name, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION')
      throw new UsageError(`--${flag} is TypeScript, which Node runs from 22.18 on: update Node, or give JavaScript`);
    throw new UsageError(`--${flag} cannot be loaded: ${name}: ${message}`);
  }
}
