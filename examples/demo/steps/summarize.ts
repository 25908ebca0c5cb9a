import { placeIn } from '../../../src/cli/refusal.ts';
import { printable } from '../../../src/cli/terminal/printable.ts';
import { unlessRefused } from '../refusal.ts';
import type { Step } from '../show.ts';

/** Summarises the files as one text. */
export const summarize: Step = async ({ stage, client, sources, signal }) => {
  await stage.title('Summarise them', 'client.summarize()');
  const text = sources.texts.map(({ text }) => text).join('\n\n');
  const result = await unlessRefused(
    stage,
    () => client.summarize(text, { maxWords: 80, signal }),
    ({ start }) => placeIn(sources.texts, start),
  );
  if (result === undefined) return;
  const { summary, keyPoints } = result;
  await stage.text(printable(summary));
  if (keyPoints.length > 0) await stage.lines(['', stage.style('bold', 'Key points')]);
  for (const point of keyPoints) await stage.text(`- ${printable(point)}`, 2);
};
