import type { SecureLLMClient } from '../client.ts';
import { systemClock } from '../lib/clock.ts';
import { batch } from '../operations/batch.ts';
import { DEFAULTS } from '../options.ts';
import type { CommandContext } from './commands/command.ts';
import { explain } from './explain.ts';
import { failureLines } from './failure.ts';
import { printJson } from './print-json.ts';
import { nameOf, type ReadLimits, readTexts, type TextFile } from './read-texts.ts';
import { type Noted, notesOn } from './report.ts';
import { SomeFailedError } from './some-failed-error.ts';
import { ProgressBar } from './terminal/progress.ts';
import { styleFor } from './terminal/style.ts';
import { UsageError } from './usage-error.ts';

/** What came of one file. */
export interface FileResult<Result> {
  readonly name: string;
  readonly result: Result;
}

/**
 * Works through files one by one, several at a time, with a bar on a terminal. A file that fails is told of and harms no
 * other; at the end SomeFailedError says how many. With `--json` a line tells of each file; otherwise `print` gets those that
 * went well. After Ctrl-C what is there is printed, as it may have been paid for.
 */
export async function eachFile<Result extends Noted>(
  { files, flags, io, client, note }: CommandContext,
  limits: ReadLimits,
  ask: (client: SecureLLMClient, texts: readonly TextFile[]) => Promise<Result>,
  print: (results: readonly FileResult<Result>[]) => Promise<void>,
): Promise<void> {
  const paths = files.length === 0 && !io.stdin.isTTY ? ['-'] : files;
  if (paths.length === 0) throw new UsageError('there is nothing to read: give files, or text on stdin');
  const asked = await client();
  const style = styleFor(io.stderr, io.env);
  const wantsBar = paths.length > 1 && io.stderr.isTTY && !flags.quiet && io.env.TERM !== 'dumb';
  const bar = wantsBar ? new ProgressBar(io.stderr, style, systemClock.now) : undefined;
  const work = async (path: string): Promise<FileResult<Result>> => {
    const texts = await readTexts([path], io, limits);
    if (texts.length === 0) throw new UsageError(`${nameOf(path)} is empty`);
    return { name: nameOf(path), result: await ask(asked, texts) };
  };
  const outcomes = await batch(paths, work, {
    concurrency: DEFAULTS.throttle.maxConcurrency,
    onProgress: (progress) => bar?.show(progress),
    signal: io.signal,
    clock: systemClock,
  });
  await bar?.clear();
  const good = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  for (const { name, result } of good) await note(notesOn(result).map((text) => `${name}: ${text}`));
  if (!flags.json) await print(good);
  for (const [index, outcome] of outcomes.entries()) {
    const path = paths[index] ?? '';
    if (!outcome.ok && io.signal.aborted) continue; // what was not done is no failure
    if (flags.json) {
      const file = path === '-' ? nameOf(path) : path;
      await printJson(
        io.stdout,
        outcome.ok ? { file, ...outcome.value.result } : { file, error: explain(outcome.error) },
      );
    }
    if (!outcome.ok) await io.stderr.write(`${failureLines(outcome.error, style, nameOf(path)).join('\n')}\n`);
  }
  io.signal.throwIfAborted();
  const failed = outcomes.length - good.length;
  if (failed > 0) throw new SomeFailedError(`${failed} of ${outcomes.length} files failed`);
}
