import { printable } from '../../../src/cli/terminal/printable.ts';
import type { Step } from '../show.ts';

/** Summarises the files as one text. */
export const summarize: Step = async ({ stage, client, sources, signal }) => {
  await stage.title('Summarise them', 'client.summarize()');
  const text = sources.texts.map(({ text }) => text).join('\n\n');
  const { summary, keyPoints } = await client.summarize(text, { maxWords: 80, signal });
  await stage.text(printable(summary));
  if (keyPoints.length > 0) await stage.lines(['', stage.style('bold', 'Key points')]);
  for (const point of keyPoints) await stage.text(`- ${printable(point)}`, 2);
};
