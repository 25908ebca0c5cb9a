import { LABEL_COLOURS } from '../../../src/cli/commands/sentiment.ts';
import type { Style } from '../../../src/cli/terminal/style.ts';
import { table } from '../../../src/cli/terminal/table.ts';
import { shorten } from '../../../src/cli/terminal/width.ts';
import type { SentimentResult } from '../../../src/index.ts';
import type { Step } from '../show.ts';

const REVIEWS = [
  'Arrived a day early, set up in five minutes, and the sound is wonderful. I love it.',
  'Terrible. The screen was cracked and nobody answers my mails.',
  'It is not bad for the price, but I would not buy it again.',
  'Excellent camera. The battery is awful.',
  'The box holds a charger and a manual.',
  'I was worried about the fit, and it turned out perfect!',
  'Never again: a rude seller, slow refunds, and the zip broke twice.',
  'Does what it should. Delivery was quick and the support is friendly.',
] as const;

const HALF = 6; // columns of a bar on either side of zero
const BESIDE = 8 + 2 + (2 * HALF + 1) + 2 + 5 + 2; // columns of label, bar, score and the blanks between

/** Scores customer reviews, all at once. */
export const score: Step = async ({ stage, client, signal }) => {
  await stage.title('Score customer reviews', 'client.sentiment()');
  const results = await Promise.all(REVIEWS.map((review) => client.sentiment(review, { signal })));
  const rows = results.map((result, index) => [
    stage.style(LABEL_COLOURS[result.label], result.label),
    bar(result, stage.style),
    signed(result.score),
    shorten(REVIEWS[index] ?? '', stage.columns - BESIDE),
  ]);
  await stage.lines(table(rows, ['left', 'left', 'right', 'left']));
};

/** From the middle to the left for blame, to the right for praise. */
function bar({ score, label }: SentimentResult, style: Style): string {
  const blocks = Math.round(Math.abs(score) * HALF);
  const colour = (text: string) => (text === '' ? '' : style(LABEL_COLOURS[label], text));
  const left = score < 0 ? ' '.repeat(HALF - blocks) + colour('█'.repeat(blocks)) : ' '.repeat(HALF);
  const right = score > 0 ? colour('█'.repeat(blocks)) : '';
  return `${left}${style('dim', '│')}${right}`;
}

const signed = (score: number): string => (score > 0 ? '+' : score < 0 ? '-' : ' ') + Math.abs(score).toFixed(2);
