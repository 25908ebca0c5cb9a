import type { Feed, Recipe } from '../sources.ts';

/** What is compared: the text, its label, and its spans. */
export interface Made {
  readonly text: string;
  readonly label?: string;
  readonly entities?: readonly { readonly start: number; readonly end: number; readonly type: string }[];
}

type Read = (content: string, feed: Feed) => readonly Made[];

/** Names of presidio-research in the words of `pii.jsonl`; others stay. */
const TYPES: Readonly<Record<string, string>> = {
  PHONE_NUMBER: 'PHONE',
  STREET_ADDRESS: 'ADDRESS',
  EMAIL_ADDRESS: 'EMAIL',
  DOMAIN_NAME: 'URL',
  GPE: 'LOCATION',
  DATE_TIME: 'DATE',
  US_SSN: 'SSN',
  IBAN_CODE: 'IBAN',
  US_DRIVER_LICENSE: 'DRIVER_LICENSE',
};

const labelled = (text: string, entities: NonNullable<Made['entities']>): Made => ({
  text,
  label: entities.length > 0 ? 'pii' : 'no-pii',
  entities: entities.toSorted((one, other) => one.start - other.start),
});

/** From the content of one file to rows. Where a source has more than was drawn, all of it. */
export const RECIPES: Readonly<Record<Recipe, Read>> = {
  'whole-file': (content) => [{ text: content, label: 'hidden' }],

  /** `full_text`, and `spans` counted in code points. */
  'presidio-research': (content) =>
    (JSON.parse(content) as readonly PresidioRow[]).map(({ full_text: text, spans }) => {
      const unit = unitsOf(text);
      return labelled(
        text,
        spans.map((span) => ({
          start: unit(span.start_position),
          end: unit(span.end_position),
          type: TYPES[span.entity_type] ?? span.entity_type,
        })),
      );
    }),

  /** `Input`, and the `Text` of each result where it next stands in it, in either case. */
  'recognizers-text': (content, { rebuild }) => {
    const type = 'type' in rebuild ? (rebuild.type ?? '') : '';
    return (JSON.parse(content) as readonly RecognizersRow[]).map(({ Input: text, Results }) => {
      let from = 0;
      return labelled(
        text,
        Results.flatMap(({ Text: found }) => {
          const start = text.toLowerCase().indexOf(found.toLowerCase(), from);
          if (start < 0) return [];
          from = start + found.length;
          return [{ start, end: from, type }];
        }),
      );
    });
  },

  /** Every paragraph and every question. */
  xquad: (content) =>
    (JSON.parse(content) as XquadFile).data
      .flatMap(({ paragraphs }) => paragraphs)
      .flatMap(({ context, qas }) => [{ text: context }, ...qas.map(({ question }) => ({ text: question }))]),

  /** Lines of number, mean rating and text. */
  vader: (content) =>
    content.split(/\r?\n/).flatMap((line) => {
      const [, rating, text] = line.split('\t');
      if (rating === undefined || text === undefined) return [];
      const score = Number(rating);
      return [{ text: text.trim(), label: score >= 0.5 ? 'positive' : score <= -0.5 ? 'negative' : 'neutral' }];
    }),
};

interface PresidioRow {
  readonly full_text: string;
  readonly spans: readonly {
    readonly entity_type: string;
    readonly start_position: number;
    readonly end_position: number;
  }[];
}
interface RecognizersRow {
  readonly Input: string;
  readonly Results: readonly { readonly Text: string }[];
}
interface XquadFile {
  readonly data: readonly {
    readonly paragraphs: readonly {
      readonly context: string;
      readonly qas: readonly { readonly question: string }[];
    }[];
  }[];
}

/** From offsets in code points to UTF-16 units. */
function unitsOf(text: string): (points: number) => number {
  if (!/[\ud800-\udbff]/.test(text)) return (points) => points;
  const points = Array.from(text);
  return (count) => points.slice(0, count).join('').length;
}
