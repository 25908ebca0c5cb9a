import { parseArgs } from 'node:util';
import { COMMANDS, type CommandName, FLAGS, type Flag, type FlagName, flagsNamed } from './flags.ts';
import { UsageError } from './usage-error.ts';

/** What was typed, checked as far as names go. */
export interface Arguments {
  readonly command: CommandName | undefined;
  readonly files: readonly string[];
  readonly flags: Flags;
}

/** The flags that were given; a flag without a value is `true`. Of several of one name the last counts. */
export type Flags = { readonly [Name in FlagName]?: string | boolean | undefined };

const OPTIONS = Object.fromEntries(
  FLAGS.map(({ name, ...flag }: Flag) => [
    name,
    { type: flag.value === undefined ? 'boolean' : 'string', ...(flag.short !== undefined && { short: flag.short }) },
  ]),
) as { readonly [name: string]: { readonly type: 'boolean' | 'string'; readonly short?: string } };

/** Reads the arguments behind `secure-llm`. Throws UsageError; values are never repeated in it, as they may be prompts. */
export function readArguments(argv: readonly string[]): Arguments {
  const { tokens } = parseArgs({ args: [...argv], options: OPTIONS, strict: false, tokens: true });
  const words = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const wantsHelp = words[0] === 'help';
  const [first, ...files] = wantsHelp ? words.slice(1) : words;
  const command = COMMANDS.find((name) => name === first);
  if (first !== undefined && command === undefined)
    throw new UsageError(
      `${isName(first) ? `there is no command ${first}` : 'the first word is no command'}; there are ${list(COMMANDS)}. See secure-llm --help`,
    );
  const flags: { [Name in FlagName]?: string | true } = wantsHelp ? { help: true } : {};
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const flag = checkFlag(name, rawName, command);
    if (flag.value === undefined) {
      if (value !== undefined) throw new UsageError(`${rawName} takes no value. ${seeHelp(command)}`);
      flags[name as FlagName] = true;
    } else {
      const missing = value === undefined || value === '' || (!inlineValue && /^-./.test(value));
      if (missing) throw new UsageError(`${rawName} needs a value: ${rawName} ${flag.value}. ${seeHelp(command)}`);
      flags[name as FlagName] = value;
    }
  }
  return { command, files, flags };
}

export const seeHelp = (command: CommandName | undefined): string =>
  `See secure-llm ${command === undefined ? '' : `${command} `}--help`;

function checkFlag(name: string, rawName: string, command: CommandName | undefined): Flag {
  const named = flagsNamed(name);
  if (named.length === 0)
    throw new UsageError(
      `${isName(rawName) ? `there is no option ${rawName}` : 'one of the options is unknown'}${like(name)}. ${seeHelp(command)}`,
    );
  const flag = command === undefined ? named[0] : named.find(({ commands }) => commands.includes(command));
  if (flag) return flag;
  const owners = named.flatMap(({ commands }) => commands);
  throw new UsageError(`${rawName} belongs to ${list(owners)}, not to ${command}. ${seeHelp(command)}`);
}

/** Anything longer, or with a blank in it, may be somebody's text. */
const isName = (word: string): boolean => /^[\w-]{1,30}$/.test(word);

function like(name: string): string {
  const start = name.slice(0, 3);
  const found = start.length === 3 ? FLAGS.find((flag) => flag.name.startsWith(start)) : undefined;
  return found ? `; there is --${found.name}` : '';
}

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
