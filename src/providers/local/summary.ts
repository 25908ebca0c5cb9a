import { type Block, blocksOf } from './markdown.ts';
import { rankSentences, type Sentence } from './rank.ts';
import { selectSentences } from './select.ts';
import { sentencesOf } from './sentences.ts';
import { clipWords, countWords, termsOf } from './words.ts';

export interface SummaryOptions {
  /** A hard limit, marks of a list included. @default 100, headline 14 */
  readonly maxWords?: number | undefined;
  /** @default 'paragraph' */
  readonly format?: 'paragraph' | 'bullets' | 'headline' | undefined;
  /** What the reader wants to know: sentences that speak of it come first. */
  readonly focus?: string | undefined;
}

export interface Summary {
  readonly summary: string;
  /** Up to five sentences of the text, in its order, of up to 30 words. */
  readonly keyPoints: readonly string[];
}

const MAX_WORDS = 100;
const HEADLINE_WORDS = 14;
const KEY_POINTS = 5;
const KEY_POINT_WORDS = 30;
/** Without a limit a summary is at most this share of the text. */
const SHARE = 0.4;
/** A sentence below this share of the best rank is left out of a paragraph even where there is room. */
const WORTH = 0.4;

/** A summary of whole sentences of the text. Deterministic; the work grows with the length of the text. */
export function summariseText(text: string, { maxWords, format = 'paragraph', focus = '' }: SummaryOptions): Summary {
  const { sentences, title } = read(text);
  const ranks = rankSentences(sentences, { focus, title });
  const limit = maxWords ?? (format === 'headline' ? HEADLINE_WORDS : MAX_WORDS);
  const total = sentences.reduce((sum, { words }) => sum + words, 0);
  const room =
    maxWords === undefined && format !== 'headline' ? Math.min(limit, Math.max(25, Math.ceil(total * SHARE))) : limit;
  const points = selectSentences(sentences, ranks, KEY_POINTS, ({ words }) => words > 3);
  const keyPoints = points.map((index) => clipWords(sentences[index]?.text ?? '', KEY_POINT_WORDS));
  if (format === 'headline') return { summary: headline(sentences, ranks, limit), keyPoints };
  return { summary: body(sentences, ranks, Math.min(room, limit), format === 'bullets' && limit > 1), keyPoints };
}

function read(text: string): { readonly sentences: readonly Sentence[]; readonly title: string } {
  const blocks = blocksOf(text);
  const prose = blocks.filter(({ kind }) => kind !== 'heading');
  const shown: readonly Block[] = prose.length > 0 ? prose : blocks;
  const found = shown.flatMap((block) =>
    sentencesOf(block.text).map((sentence, index) => ({ sentence, first: index === 0 })),
  );
  const rest = text.replace(/[`|\s]+/g, ' ').trim(); // nothing but code or tables: better than an empty summary
  const cut = found.length > 0 || rest === '' ? found : [{ sentence: rest, first: true }];
  const sentences = cut.map(({ sentence, first }, index) => ({
    text: sentence,
    terms: termsOf(sentence),
    words: countWords(sentence),
    place: cut.length < 2 ? 0 : index / (cut.length - 1),
    opensBlock: first,
  }));
  return { sentences, title: blocks.find(({ kind }) => kind === 'heading')?.text ?? '' };
}

function body(sentences: readonly Sentence[], ranks: readonly number[], room: number, bullets: boolean): string {
  const mark = bullets ? 1 : 0; // a list's dash counts as a word
  let left = room;
  const enough = bullets ? Number.NEGATIVE_INFINITY : WORTH * (ranks[bestOf(ranks)] ?? 0);
  const picked = selectSentences(sentences, ranks, sentences.length, ({ words }, rank) => {
    if (words + mark > left || rank < enough) return false;
    left -= words + mark;
    return true;
  });
  const texts = picked.map((index) => sentences[index]?.text ?? '');
  if (texts.length === 0) texts.push(clipWords(sentences[bestOf(ranks)]?.text ?? '', room - mark));
  return bullets ? texts.map((line) => `- ${line}`).join('\n') : texts.map(closed).join(' ');
}

/** A title or list item gets the full stop that parts it from the next sentence. */
const closed = (text: string): string =>
  /[\p{L}\p{N})]$/u.test(text) && !/[\u3000-\u9fff]$/.test(text) ? `${text}.` : text;

/** The best sentence, on one line, without its full stop. */
const headline = (sentences: readonly Sentence[], ranks: readonly number[], limit: number): string =>
  clipWords(sentences[bestOf(ranks)]?.text ?? '', limit).replace(/[.。]$/, '');

const bestOf = (ranks: readonly number[]): number =>
  ranks.reduce((top, rank, index) => (rank > (ranks[top] ?? 0) ? index : top), 0);
