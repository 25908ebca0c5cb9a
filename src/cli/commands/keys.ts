import { seeHelp } from '../arguments.ts';
import { ring } from '../keys/ring.ts';
import { UsageError } from '../usage-error.ts';
import type { Command } from './command.ts';

/** Makes and changes keys. */
export const keys: Command = async (context) => {
  const [name = '', ...files] = context.files;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action) throw new UsageError(`keys needs ${Object.keys(ACTIONS).join(' or ')} behind it. ${seeHelp('keys')}`);
  await action({ ...context, files });
};

const ACTIONS: Readonly<Record<string, Command>> = { ring };
