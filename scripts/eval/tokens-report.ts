import { estimateTextTokens } from '../../src/lib/token-estimate.ts';
import { LISTS, madeTexts, wordsOfCldr } from '../tokens/made.ts';
import { type CountedText, openTexts } from '../tokens/texts.ts';
import { figure, groups, middle, percent, shareOf } from './figures.ts';
import type { Report } from './report.ts';

const ENOUGH = 15; // of fewer texts a median says little

interface Judged extends CountedText {
  /** Estimate through count. */
  readonly ratio: number;
}

/** The estimate of tokens beside the counts of o200k, on the half of the texts that it was not fitted to. */
export function reportTokens(directory: string): Report {
  const { files, texts } = openTexts(directory);
  const judged = [...texts, ...wordsOfCldr(), ...madeTexts()]
    .filter(({ half }) => half === 'measure')
    .map((each): Judged => ({ ...each, ratio: estimateTextTokens(each.text) / each.tokens }));
  const open = judged.filter((each) => each.open);
  const running = open.filter(({ group }) => group !== 'single names');
  const scripts = groups(running, ({ group }) => group);
  const judgedScripts = scripts.filter(([, part]) => part.length >= ENOUGH);
  const highest = Math.max(...judgedScripts.map(([, part]) => medianOf(part)));
  const table = (head: string, parts: readonly (readonly [string, readonly Judged[]])[]) => ({
    head: [head, 'texts', 'median tokens', 'median ratio', 'below the count', 'lowest ratio'],
    rows: parts.map(([name, part]) => [
      name,
      String(part.length),
      String(middle(part.map(({ tokens }) => tokens))),
      figure(medianOf(part)),
      percent(below(part)),
      figure(Math.min(...part.map(({ ratio }) => ratio))),
    ]),
  });
  return {
    title: 'Estimate of tokens',
    files,
    bars: [
      {
        what: `tokens: open texts estimated below their count (${open.length})`,
        value: below(open),
        bar: { atMost: 0.01 },
        as: 'share',
      },
      {
        what: `tokens: the same without single names (${running.length})`,
        value: below(running),
        bar: { atMost: 0.01 },
        as: 'share',
      },
      {
        what: `tokens: highest median ratio of ${judgedScripts.length} scripts and kinds with ${ENOUGH} texts or more`,
        value: highest,
        bar: { atMost: 1.35 },
      },
    ],
    parts: [
      'Estimate through count in o200k (gpt-tokenizer 4.0.0), on the half of the texts, by a hash, that it was not fitted to. ' +
        'Texts with a run of more than 500 characters of one kind are left out: the tokenizer is super-linear on them.',
      table('open texts by script', [
        ...scripts,
        ...groups(open, ({ group }) => group).filter(([name]) => name === 'single names'),
      ]),
      table(
        'made here',
        groups(
          judged.filter((each) => !each.open),
          ({ group }) => group,
        ),
      ),
      'Languages in the Latin script with 20 open texts or more; the same letters cost less in English than elsewhere:',
      table(
        'language',
        groups(
          running.filter(({ group }) => group === 'Latin'),
          ({ lang }) => lang,
        ).filter(([, part]) => part.length >= 20),
      ),
      `Lists of names (${LISTS.replace(/.*\(|\)/g, '')}) are of 80 languages, a dozen names of languages, regions or currencies each.`,
    ],
  };
}

const below = (part: readonly Judged[]): number => shareOf(part.map(({ ratio }) => ratio < 1));
const medianOf = (part: readonly Judged[]): number => middle(part.map(({ ratio }) => ratio));
