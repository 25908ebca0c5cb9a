import { KEY_ID, type KeyRingOptions } from '../../vault/key-ring.ts';
import { newKey } from '../../vault/tenant-vault.ts';
import { seeHelp } from '../arguments.ts';
import type { Command, CommandContext } from '../commands/command.ts';
import type { FlagName } from '../flags.ts';
import { printJson } from '../print-json.ts';
import { keyFileOf, ringIn, ringVariable } from '../ring.ts';
import { UsageError } from '../usage-error.ts';
import { textOf } from '../values.ts';
import { createSecretFile, replaceSecretFile } from './secret-file.ts';

/** Makes a key ring, or changes which keys it holds. */
export const ring: Command = async (context) => {
  const [name = '', ...more] = context.files;
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!action || more.length > 0)
    throw new UsageError(`keys ring needs new or rotate behind it, and nothing more. ${seeHelp('keys')}`);
  await action(context);
};

const create: Command = async (context) => {
  refuse(context, 'new', ['key-file', 'key-env', 'drop']);
  const { flags, io, note } = context;
  const made = withKey({}, idOf(context, 'key-id') ?? 'k1');
  const path = textOf(flags, 'out');
  if (path === undefined) await printJson(io.stdout, made);
  else {
    await createSecretFile(path, fileText(made));
    await printIds(context, made);
  }
  await note([
    'keep a copy where the data is not: what is under a lost key is lost',
    'a program takes it by keyRing(JSON.parse(text)), secure-llm log by --key-file or in SECURE_LLM_KEYS',
  ]);
};

const rotate: Command = async (context) => {
  refuse(context, 'rotate', ['out']);
  const { flags, io, note } = context;
  const path = keyFileOf(flags);
  const notes: string[] = [];
  const change = async (text: string): Promise<KeyRingOptions> => {
    const { options } = await ringIn(text);
    const old = idOf(context, 'drop');
    if (old !== undefined && flags['key-id'] !== undefined)
      throw new UsageError('give --drop or --key-id, not both: a key is added, or one removed');
    const changed = old === undefined ? added(options, context) : without(options, old);
    notes.push(...(old === undefined ? afterAdding(changed.current) : afterDropping(old)));
    return changed;
  };
  if (path === undefined) await printJson(io.stdout, await change(ringVariable(flags, io.env)));
  else {
    let changed: KeyRingOptions | undefined;
    const mode = await replaceSecretFile(path, async (text) => {
      changed = await change(text);
      return fileText(changed);
    });
    if (changed) await printIds(context, changed);
    if ((mode & 0o077) !== 0 && process.platform !== 'win32')
      notes.push('others may read the file of the keys: make it yours alone with chmod 600');
  }
  await note(notes);
};

const ACTIONS: Readonly<Record<string, Command>> = { new: create, rotate };

const withKey = (keys: KeyRingOptions['keys'], id: string): KeyRingOptions => ({
  current: id,
  keys: { ...keys, [id]: newKey() },
});

function added({ keys }: KeyRingOptions, context: CommandContext): KeyRingOptions {
  const id = idOf(context, 'key-id') ?? freshId();
  if (Object.hasOwn(keys, id)) throw new UsageError('--key-id is in the ring already: an id is for one key for ever');
  return withKey(keys, id);
}

/** Random, as a ring does not know which ids were dropped from it: 48 bits, since every record carries it. */
const freshId = (): string => `k_${crypto.randomUUID().slice(-12)}`;

function without({ current, keys }: KeyRingOptions, id: string): KeyRingOptions {
  if (!Object.hasOwn(keys, id)) throw new UsageError('--drop names no key of the ring');
  if (id === current) throw new UsageError('--drop names the current key: rotate first, then drop the old one');
  return { current, keys: Object.fromEntries(Object.entries(keys).filter(([each]) => each !== id)) };
}

const afterAdding = (id: string) => [
  `${id} is current: start every process with the new ring, then call rotate() of sealed stores and tenant vaults`,
  'keep the old keys while anything is under them, audit logs too; then secure-llm keys ring rotate --drop ID',
];

const afterDropping = (id: string) => [
  `what is still under ${id} opens no more, and audit logs written with it cannot be verified: where some are left, only a copy of the old ring helps`,
  `never use the id ${id} again`,
];

const fileText = (options: KeyRingOptions): string => `${JSON.stringify(options)}\n`;

/** The keys themselves are in the file alone. */
async function printIds({ flags, io }: CommandContext, { current, keys }: KeyRingOptions): Promise<void> {
  if (flags.json) await printJson(io.stdout, { current, ids: Object.keys(keys) });
}

function idOf({ flags }: CommandContext, flag: FlagName): string | undefined {
  const id = textOf(flags, flag);
  if (id === undefined || KEY_ID.test(id)) return id;
  throw new UsageError(`--${flag} must be 1 to 32 letters, digits, _ or -`);
}

function refuse({ flags }: CommandContext, action: string, names: readonly FlagName[]): void {
  const given = names.find((name) => flags[name] !== undefined);
  if (given) throw new UsageError(`keys ring ${action} takes no --${given}. ${seeHelp('keys')}`);
}
