import type { Gateway, GatewayOptions } from '../../gateway/index.ts';
import { defaultExport } from '../default-export.ts';
import { UsageError } from '../usage-error.ts';

/** What a configuration exports as its default: options of a gateway, or one that is made. */
export type Config = GatewayOptions | Gateway;

/** Throws UsageError for a file that is not there, cannot be run, or exports something else. */
export async function loadConfig(path: string): Promise<Config> {
  const config = await defaultExport(path, 'config');
  if (typeof config === 'object' && config !== null) return config as Config;
  throw new UsageError('--config must export the options of a gateway, or a gateway, as its default');
}

export const isGateway = (config: Config): config is Gateway => 'fetch' in config;
