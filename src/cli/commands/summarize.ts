import type { SecureLLMClient } from '../../client.ts';
import { DEFAULTS } from '../../options.ts';
import type { Summary, SummaryFormat } from '../../tasks/summarize.ts';
import { seeHelp } from '../arguments.ts';
import { eachFile } from '../each-file.ts';
import { printJson } from '../print-json.ts';
import { type ReadLimits, readTexts, type TextFile } from '../read-texts.ts';
import { placeIn, placing } from '../refusal.ts';
import { notesOn } from '../report.ts';
import { printable } from '../terminal/printable.ts';
import { styleFor } from '../terminal/style.ts';
import { wrap } from '../terminal/wrap.ts';
import { UsageError } from '../usage-error.ts';
import { choiceOf, countOf, textOf } from '../values.ts';
import type { Command, CommandContext } from './command.ts';

const LIMITS: ReadLimits = { maxChars: DEFAULTS.maxInputChars, remedy: 'Summarise it in parts' };

const FORMATS = ['paragraph', 'bullets', 'headline'] as const satisfies readonly SummaryFormat[];

const MOST_COLUMNS = 100; // longer lines are hard to read

/** Summarises the files as one text, or each by itself. A paragraph comes with its key points; the other formats stand alone. */
export const summarize: Command = async (context) => {
  const { files, flags, io, client, note } = context;
  const format = choiceOf(flags, 'format', FORMATS) ?? 'paragraph';
  const options = {
    format,
    maxWords: countOf(flags, 'max-words', 1, 10_000),
    focus: textOf(flags, 'focus'),
    language: textOf(flags, 'language'),
    instructions: textOf(flags, 'instructions'),
    signal: io.signal,
  };
  const ask = (asked: SecureLLMClient, texts: readonly TextFile[]) =>
    placing(
      ({ start }) => placeIn(texts, start),
      () => asked.summarize(texts.map(({ text }) => text).join('\n\n'), options),
    );
  const lay = layout(io, format);
  if (flags.each)
    return eachFile(context, LIMITS, ask, async (results) => {
      const style = styleFor(io.stdout, io.env);
      const texts = results.map(({ name, result }) => [style('underline', name), ...lay(result), ''].join('\n'));
      if (texts.length > 0) await io.stdout.write(texts.join('\n'));
    });
  const texts = await readTexts(files, io, LIMITS);
  if (texts.length === 0)
    throw new UsageError(`there is nothing to summarise: give a file or text on stdin. ${seeHelp('summarize')}`);
  const result = await ask(await client(), texts);
  await note(notesOn(result));
  if (flags.json) return printJson(io.stdout, result);
  await io.stdout.write(`${lay(result).join('\n')}\n`);
};

/** The lines of a summary: broken on a terminal, and nowhere else. */
function layout({ stdout, env }: CommandContext['io'], format: SummaryFormat): (summary: Summary) => string[] {
  const { isTTY, columns } = stdout;
  const style = styleFor(stdout, env);
  const lay = (text: string, indent: number): string =>
    isTTY ? wrap(text, Math.min(columns, MOST_COLUMNS) - indent).join(`\n${' '.repeat(indent)}`) : text;
  return ({ summary, keyPoints }) => {
    const points = format === 'paragraph' ? keyPoints : [];
    return [
      lay(printable(summary), 0),
      ...(points.length > 0 ? ['', style('bold', 'Key points')] : []),
      ...points.map((point) => `- ${lay(printable(point), 2)}`),
    ];
  };
}
