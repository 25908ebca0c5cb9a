import { seeHelp } from '../arguments.ts';
import type { FlagName } from '../flags.ts';
import { createKey, listKeys, revokeKey } from '../keys/api-keys.ts';
import { ring } from '../keys/ring.ts';
import { UsageError } from '../usage-error.ts';
import type { Command } from './command.ts';

/** Makes and changes keys. */
export const keys: Command = async (context) => {
  const [name = '', ...files] = context.files;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) throw new UsageError(`keys needs create, list, revoke or ring behind it. ${seeHelp('keys')}`);
  const stray = (action === ring ? OF_API_KEYS : OF_RINGS).find((flag) => context.flags[flag] !== undefined);
  if (stray) throw new UsageError(`keys ${name} takes no --${stray}. ${seeHelp('keys')}`);
  await action({ ...context, files });
};

const ACTIONS: Readonly<Record<string, Command>> = { create: createKey, list: listKeys, revoke: revokeKey, ring };

const OF_API_KEYS = [
  'keys',
  'principal',
  'tenant',
  'scopes',
  'models',
  'expires',
  'name',
] as const satisfies readonly FlagName[];
const OF_RINGS = ['key-file', 'key-env', 'key-id', 'out', 'drop'] as const satisfies readonly FlagName[];
