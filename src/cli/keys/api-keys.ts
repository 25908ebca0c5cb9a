import { type ApiKey, type ApiKeys, apiKeys } from '../../gateway/auth/api-keys.ts';
import { SCOPES, type Scope } from '../../gateway/principal.ts';
import { fileStore } from '../../node/vault.ts';
import { seeHelp } from '../arguments.ts';
import type { Command, CommandContext } from '../commands/command.ts';
import type { FlagName } from '../flags.ts';
import { printJson } from '../print-json.ts';
import { printable } from '../terminal/printable.ts';
import { table } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';
import { textOf, wordsOf } from '../values.ts';

const DIRECTORY = '.secure-llm/keys';
const MS = { m: 60_000, h: 3_600_000, d: 86_400_000 };

export const createKey: Command = async (context) => {
  const { flags, io, note } = context;
  if (context.files.length > 0) throw new UsageError(`keys create takes options alone. ${seeHelp('keys')}`);
  const id = textOf(flags, 'principal');
  if (id === undefined) throw new UsageError('whose key is it? Name them with --principal');
  const [tenant, models, name, expiresAt] = [
    textOf(flags, 'tenant'),
    wordsOf(flags, 'models', 1_000),
    textOf(flags, 'name'),
    expiryOf(context),
  ];
  const principal = { id, scopes: scopesOf(context), ...(tenant && { tenant }), ...(models && { models }) };
  const made = await inStore(context, (keys) => keys.create({ principal, name, expiresAt }));
  if (flags.json) await printJson(io.stdout, made);
  else await io.stdout.write(`${made.key}\n`);
  await note([
    `this is ${made.id}; the key itself is shown now and never again, as only its hash is kept`,
    `a gateway lets it in by secure-llm serve --keys ${printable(folderOf(context))}`,
  ]);
};

export const listKeys: Command = async (context) => {
  const { flags, io } = context;
  refuse(context, 'list', ['principal', 'tenant', 'scopes', 'models', 'expires', 'name']);
  if (context.files.length > 0) throw new UsageError(`keys list takes options alone. ${seeHelp('keys')}`);
  const all = await inStore(context, (keys) => keys.list());
  if (flags.json) return printJson(io.stdout, all);
  if (all.length > 0) await io.stdout.write(`${printable(table([HEAD, ...all.map(row)]).join('\n'))}\n`);
};

export const revokeKey: Command = async (context) => {
  const { flags, io, files } = context;
  refuse(context, 'revoke', ['principal', 'tenant', 'scopes', 'models', 'expires', 'name']);
  const [id, ...more] = files;
  if (id === undefined || more.length > 0)
    throw new UsageError(`keys revoke needs the id of one key. ${seeHelp('keys')}`);
  const revoked = await inStore(context, (keys) => keys.revoke(id));
  if (!revoked) throw new UsageError('there is no key of this id: see secure-llm keys list');
  if (flags.json) return printJson(io.stdout, { id, revoked });
  await context.note(['revoked; a gateway that runs lets it in for a few seconds more']);
};

const folderOf = ({ flags }: CommandContext): string => textOf(flags, 'keys') ?? DIRECTORY;

const HEAD = ['id', 'name', 'principal', 'tenant', 'scopes', 'created', 'expires', 'last used'];

const row = ({ id, name = '-', principal, createdAt, expiresAt, lastUsedAt }: ApiKey): string[] => [
  id,
  name,
  principal.id,
  principal.tenant ?? '-',
  principal.scopes.join(',') || '-',
  day(createdAt),
  day(expiresAt),
  day(lastUsedAt),
];

const day = (seconds: number | undefined): string =>
  seconds === undefined ? '-' : new Date(seconds * 1_000).toISOString().slice(0, 16).replace('T', ' ');

function scopesOf({ flags }: CommandContext): readonly Scope[] {
  const words = wordsOf(flags, 'scopes', SCOPES.length) ?? SCOPES.filter((scope) => scope !== 'tokens');
  return words.map((word) => {
    const found = SCOPES.find((scope) => scope === word);
    if (found) return found;
    throw new UsageError(`--scopes must hold some of ${SCOPES.join(', ')}`);
  });
}

/** Epoch seconds. */
function expiryOf({ flags }: CommandContext): number | undefined {
  const text = textOf(flags, 'expires');
  if (text === undefined) return undefined;
  const [, count = '', unit = ''] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  if (count === '') throw new UsageError('--expires must be a number of minutes, hours or days: 30m, 12h or 90d');
  return Math.floor((Date.now() + Number(count) * MS[unit as keyof typeof MS]) / 1_000);
}

function refuse({ flags }: CommandContext, action: string, names: readonly FlagName[]): void {
  const name = names.find((each) => flags[each] !== undefined);
  if (name) throw new UsageError(`--${name} is of keys create, not of keys ${action}. ${seeHelp('keys')}`);
}

/** What the rules of keys refuse is of the values that were typed; what the disk refuses, of where it is. */
async function inStore<T>(context: CommandContext, work: (keys: ApiKeys) => Promise<T>): Promise<T> {
  try {
    return await work(apiKeys({ store: fileStore(folderOf(context)) }));
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message);
    throw new UsageError('--keys cannot be read or written: check the directory and its permissions');
  }
}
