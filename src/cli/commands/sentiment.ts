import { DEFAULTS } from '../../options.ts';
import type { Sentiment, SentimentLabel } from '../../tasks/sentiment.ts';
import { seeHelp } from '../arguments.ts';
import { printJson } from '../print-json.ts';
import { type ReadLimits, readTexts } from '../read-texts.ts';
import { placeIn, placing } from '../refusal.ts';
import { notesOn } from '../report.ts';
import { printable } from '../terminal/printable.ts';
import { type Style, styleFor } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';
import { UsageError } from '../usage-error.ts';
import { textOf, wordsOf } from '../values.ts';
import type { Command } from './command.ts';

const LIMITS: ReadLimits = { maxChars: DEFAULTS.sanitize.maxChars, remedy: 'Shorten it' };

export const LABEL_COLOURS = {
  positive: 'green',
  negative: 'red',
  mixed: 'yellow',
  neutral: 'dim',
} as const satisfies Readonly<Record<SentimentLabel, Parameters<Style>[0]>>;

/** Judges the files as one text, and the aspects of it. */
export const sentiment: Command = async ({ files, flags, io, client, note }) => {
  const options = {
    aspects: wordsOf(flags, 'aspects', 20),
    instructions: textOf(flags, 'instructions'),
    signal: io.signal,
  };
  const texts = await readTexts(files, io, LIMITS);
  if (texts.length === 0)
    throw new UsageError(`there is nothing to judge: give a file or text on stdin. ${seeHelp('sentiment')}`);
  const asked = await client();
  const result = await placing(
    ({ start }) => placeIn(texts, start),
    () => asked.sentiment(texts.map(({ text }) => text).join('\n\n'), options),
  );
  await note(notesOn(result));
  if (flags.json) return printJson(io.stdout, result);
  const style = styleFor(io.stdout, io.env);
  const row = (name: string, { label, score, confidence }: Sentiment) => [
    printable(name),
    style(LABEL_COLOURS[label], label),
    score.toFixed(2),
    confidence.toFixed(2),
  ];
  const lines = table(
    [
      ['', 'label', 'score', 'confidence'].map((head) => style('dim', head)),
      row('the text', result),
      ...Object.entries(result.aspects).map(([aspect, judged]) => row(aspect, judged)),
    ],
    ['left', 'left', 'right', 'right'],
  );
  await io.stdout.write(`${lines.join('\n')}\n`);
};
