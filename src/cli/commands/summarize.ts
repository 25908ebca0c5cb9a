import { DEFAULTS } from '../../options.ts';
import type { SummaryFormat } from '../../tasks/summarize.ts';
import { seeHelp } from '../arguments.ts';
import { printJson } from '../print-json.ts';
import { type ReadLimits, readTexts } from '../read-texts.ts';
import { placeIn, placing } from '../refusal.ts';
import { notesOn } from '../report.ts';
import { printable } from '../terminal/printable.ts';
import { styleFor } from '../terminal/style.ts';
import { wrap } from '../terminal/wrap.ts';
import { UsageError } from '../usage-error.ts';
import { choiceOf, countOf, textOf } from '../values.ts';
import type { Command } from './command.ts';

const LIMITS: ReadLimits = { maxChars: DEFAULTS.maxInputChars, remedy: 'Summarise it in parts' };

const FORMATS = ['paragraph', 'bullets', 'headline'] as const satisfies readonly SummaryFormat[];

const MOST_COLUMNS = 100; // longer lines are hard to read

/** Summarises the files as one text. A paragraph comes with its key points; the other formats stand alone. */
export const summarize: Command = async ({ files, flags, io, client, note }) => {
  const format = choiceOf(flags, 'format', FORMATS) ?? 'paragraph';
  const options = {
    format,
    maxWords: countOf(flags, 'max-words', 1, 10_000),
    focus: textOf(flags, 'focus'),
    language: textOf(flags, 'language'),
    instructions: textOf(flags, 'instructions'),
    signal: io.signal,
  };
  const texts = await readTexts(files, io, LIMITS);
  if (texts.length === 0)
    throw new UsageError(`there is nothing to summarise: give a file or text on stdin. ${seeHelp('summarize')}`);
  const asked = await client();
  const result = await placing(
    ({ start }) => placeIn(texts, start),
    () => asked.summarize(texts.map(({ text }) => text).join('\n\n'), options),
  );
  await note(notesOn(result));
  if (flags.json) return printJson(io.stdout, result);
  const { isTTY, columns } = io.stdout;
  const lay = (text: string, indent: number): string =>
    isTTY ? wrap(text, Math.min(columns, MOST_COLUMNS) - indent).join(`\n${' '.repeat(indent)}`) : text;
  const style = styleFor(io.stdout, io.env);
  const points = format === 'paragraph' ? result.keyPoints : [];
  const lines = [
    lay(printable(result.summary), 0),
    ...(points.length > 0 ? ['', style('bold', 'Key points')] : []),
    ...points.map((point) => `- ${lay(printable(point), 2)}`),
  ];
  await io.stdout.write(`${lines.join('\n')}\n`);
};
