import type { ScanContext } from '../../types/guard.ts';
import type { Flags } from '../arguments.ts';
import { failureLines } from '../failure.ts';
import { OutputClosedError } from '../io.ts';
import { nameOf, openFile, unreadable } from '../read-texts.ts';
import { findingJson, findingLine, Tally } from '../scan/findings.ts';
import { piecesOf } from '../scan/pieces.ts';
import { ReadingBar } from '../scan/reading.ts';
import { type Scanned, TextScan } from '../scan/text-scan.ts';
import { styleFor } from '../terminal/style.ts';
import { UsageError } from '../usage-error.ts';
import { choiceOf } from '../values.ts';
import type { Command, CommandContext } from './command.ts';

/** Reads texts with the guards of a client, and says what they find. A file that cannot be read harms no other. */
export const scan: Command = async (context) => {
  const { flags, io, note } = context;
  const paths = context.files.length === 0 && !io.stdin.isTTY ? ['-'] : context.files;
  if (paths.length === 0) throw new UsageError('there is nothing to read: give files, or text on stdin');
  const asked = contextOf(flags);
  const bar = await ReadingBar.over(paths, context);
  const tally = new Tally();
  let failed = 0;
  for (const [index, path] of paths.entries()) {
    const print = printer(path, context, bar, tally);
    try {
      await scanText(bytesOf(path, index, context, bar), nameOf(path), asked, io.signal, print);
    } catch (error) {
      if (io.signal.aborted || error instanceof OutputClosedError) throw error;
      failed++;
      await bar?.clear();
      await io.stderr.write(`${failureLines(error, styleFor(io.stderr, io.env), nameOf(path)).join('\n')}\n`);
    }
  }
  await bar?.clear();
  const read = paths.length - failed;
  const findings = flags.redact ? io.stderr : io.stdout;
  if (flags.json) await findings.write(`${JSON.stringify({ summary: { read, failed, ...tally.counts } })}\n`);
  else if (read > 0) await note([tally.toString(read)]);
  if (failed > 0) throw new UsageError(`${failed} of ${paths.length} texts could not be scanned`);
};

function contextOf(flags: Flags): ScanContext {
  const stage = choiceOf(flags, 'stage', ['input', 'output']) ?? 'input';
  const trust = choiceOf(flags, 'trust', ['untrusted', 'user']);
  if (stage === 'output' && trust !== undefined)
    throw new UsageError('--trust says who wrote an input: leave it out with --stage output');
  return { stage, trust: trust ?? 'untrusted' };
}

async function scanText(
  source: AsyncIterable<Uint8Array>,
  name: string,
  asked: ScanContext,
  signal: AbortSignal,
  print: (scanned: Scanned) => Promise<void>,
): Promise<void> {
  const text = new TextScan(asked);
  for await (const piece of piecesOf(source, name)) {
    signal.throwIfAborted();
    await print(text.write(piece));
  }
  await print(await text.end());
}

async function* bytesOf(
  path: string,
  index: number,
  { io }: CommandContext,
  bar: ReadingBar | undefined,
): AsyncGenerator<Uint8Array, void> {
  const source = path === '-' ? io.stdin : await openFile(path, nameOf(path), index);
  try {
    yield* bar ? bar.counting(source) : source;
  } catch (error) {
    throw io.signal.aborted ? error : unreadable(nameOf(path), error);
  }
}

/** Findings go to stdout, unless the cleaned text is there. What may stand is told to programs alone. */
function printer(path: string, { flags, io, exitWith }: CommandContext, bar: ReadingBar | undefined, tally: Tally) {
  const output = flags.redact ? io.stderr : io.stdout;
  const style = styleFor(output, io.env);
  const file = path === '-' ? nameOf(path) : path;
  return async ({ text, found }: Scanned): Promise<void> => {
    tally.add(found);
    const { block, redact } = tally.counts;
    exitWith(!flags.report && (block > 0 || (redact > 0 && !flags.redact)) ? 1 : 0);
    const lines = flags.json
      ? found.map((each) => findingJson(file, each))
      : found.flatMap((each) => (each.sighting.action === 'allow' ? [] : findingLine(file, each, style)));
    if (lines.length > 0) {
      await bar?.clear();
      await output.write(lines.join(''));
    }
    if (flags.redact && text !== '') await io.stdout.write(text);
  };
}
