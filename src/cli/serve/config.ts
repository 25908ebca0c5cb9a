import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Gateway, GatewayOptions } from '../../gateway/index.ts';
import { UsageError } from '../usage-error.ts';

/** What a configuration exports as its default: options of a gateway, or one that is made. */
export type Config = GatewayOptions | Gateway;

/** Throws UsageError for a file that is not there, cannot be run, or exports something else. */
export async function loadConfig(path: string): Promise<Config> {
  const { default: config } = (await importOf(path)) as { readonly default?: unknown };
  if (typeof config === 'object' && config !== null) return config as Config;
  throw new UsageError('--config must export the options of a gateway, or a gateway, as its default');
}

async function importOf(path: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(resolve(path)).href);
  } catch (error) {
    const { code, name, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION')
      throw new UsageError('--config is TypeScript, which Node runs from 22.18 on: update Node, or give JavaScript');
    throw new UsageError(`--config cannot be loaded: ${name}: ${message}`);
  }
}

export const isGateway = (config: Config): config is Gateway => 'fetch' in config;
