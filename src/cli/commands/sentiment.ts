import type { SecureLLMClient } from '../../client.ts';
import { DEFAULTS } from '../../options.ts';
import type { Sentiment, SentimentLabel, TextSentiment } from '../../tasks/sentiment.ts';
import { seeHelp } from '../arguments.ts';
import { eachFile } from '../each-file.ts';
import { printJson } from '../print-json.ts';
import { type ReadLimits, readTexts, type TextFile } from '../read-texts.ts';
import { placeIn, placing } from '../refusal.ts';
import { notesOn } from '../report.ts';
import { printable } from '../terminal/printable.ts';
import { type Style, styleFor } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';
import { textOf, wordsOf } from '../values.ts';
import type { Command, CommandContext } from './command.ts';

const LIMITS: ReadLimits = { maxChars: DEFAULTS.sanitize.maxChars, remedy: 'Shorten it' };

export const LABEL_COLOURS = {
  positive: 'green',
  negative: 'red',
  mixed: 'yellow',
  neutral: 'dim',
} as const satisfies Readonly<Record<SentimentLabel, Parameters<Style>[0]>>;

/** Judges the files as one text, or each by itself, and the aspects of it. */
export const sentiment: Command = async (context) => {
  const { files, flags, io, client, note } = context;
  const options = {
    aspects: wordsOf(flags, 'aspects', 20),
    instructions: textOf(flags, 'instructions'),
    signal: io.signal,
  };
  const judge = (asked: SecureLLMClient, texts: readonly TextFile[]) =>
    placing(
      ({ start }) => placeIn(texts, start),
      () => asked.sentiment(texts.map(({ text }) => text).join('\n\n'), options),
    );
  if (flags.each)
    return eachFile(context, LIMITS, judge, async (results) => {
      if (results.length > 0)
        await printTable(
          io,
          results.flatMap(({ name, result }) => rowsOf(name, result, `${name}: `)),
        );
    });
  const texts = await readTexts(files, io, LIMITS);
  if (texts.length === 0)
    throw new UsageError(`there is nothing to judge: give a file or text on stdin. ${seeHelp('sentiment')}`);
  const result = await judge(await client(), texts);
  await note(notesOn(result));
  if (flags.json) return printJson(io.stdout, result);
  await printTable(io, rowsOf('the text', result));
};

type Row = readonly [name: string, judged: Sentiment];

const rowsOf = (name: string, result: TextSentiment, before = ''): Row[] => [
  [name, result],
  ...Object.entries(result.aspects).map(([aspect, judged]): Row => [before + aspect, judged]),
];

async function printTable(io: CommandContext['io'], rows: readonly Row[]): Promise<void> {
  const style = styleFor(io.stdout, io.env);
  const lines = table(
    [
      ['', 'label', 'score', 'confidence'].map((head) => style('dim', head)),
      ...rows.map(([name, { label, score, confidence }]) => [
        printable(name),
        style(LABEL_COLOURS[label], label),
        score.toFixed(2),
        confidence.toFixed(2),
      ]),
    ],
    ['left', 'left', 'right', 'right'],
  );
  await io.stdout.write(`${lines.join('\n')}\n`);
}
