import { readArguments } from './arguments.ts';
import type { Command } from './commands/command.ts';
import { failureLines } from './failure.ts';
import type { CommandName } from './flags.ts';
import { help } from './help.ts';
import { type Io, OutputClosedError } from './io.ts';
import { providerOf, withoutEffect } from './provider.ts';
import { printable } from './terminal/printable.ts';
import { styleFor } from './terminal/style.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

/** 0: done; 1: the call failed, the log is not whole, or an audit or a scan found something; 2: wrong usage; 130: interrupted, as shells have it (128 + SIGINT). */
export type ExitCode = 0 | 1 | 2 | 130;

/** Each loaded when it is asked for, so that `--help` is there at once. */
const COMMANDS: { readonly [Name in CommandName]: () => Promise<Command> } = {
  chat: async () => (await import('./commands/chat.ts')).chat,
  summarize: async () => (await import('./commands/summarize.ts')).summarize,
  sentiment: async () => (await import('./commands/sentiment.ts')).sentiment,
  serve: async () => (await import('./commands/serve.ts')).serve,
  log: async () => (await import('./commands/log.ts')).log,
  keys: async () => (await import('./commands/keys.ts')).keys,
  audit: async () => (await import('./commands/audit.ts')).audit,
  scan: async () => (await import('./commands/scan.ts')).scan,
};

/** The command line: `argv` is what stands behind `secure-llm`. Never rejects; a failure is one line on stderr, and a refusal says below it what was found where. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (io.signal.aborted) return 130;
    if (error instanceof OutputClosedError) return 0;
    const lines = failureLines(error, styleFor(io.stderr, io.env));
    await io.stderr.write(`${lines.join('\n')}\n`).catch(() => {});
    return error instanceof UsageError ? 2 : 1;
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { command, files, flags } = readArguments(argv);
  if (flags.version) return print(io, `${version()}\n`);
  if (flags.help) return print(io, help(command, styleFor(io.stdout, io.env)));
  if (command === undefined) {
    await io.stderr.write(help(undefined, styleFor(io.stderr, io.env)));
    return 2;
  }
  const style = styleFor(io.stderr, io.env);
  const note = async (notes: readonly string[]) => {
    if (flags.quiet) return;
    for (const text of notes) await io.stderr.write(`${style('dim', `note: ${printable(text)}`)}\n`);
  };
  const client = async () => {
    const [provider, { SecureLLMClient }] = await Promise.all([providerOf(flags, io.env), import('../client.ts')]);
    await note(withoutEffect(flags, provider));
    return new SecureLLMClient({ provider, mode: flags.report ? 'report' : 'enforce' });
  };
  let code: ExitCode = 0;
  const exitWith = (given: ExitCode) => {
    code = given;
  };
  const carryOut = await COMMANDS[command]();
  await carryOut({ files, flags, io, client, note, exitWith }).catch((error) => {
    if (!(error instanceof OutputClosedError)) throw error;
  });
  return code;
}

async function print(io: Io, text: string): Promise<ExitCode> {
  await io.stdout.write(text);
  return 0;
}
