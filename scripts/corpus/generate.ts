import { readdirSync } from 'node:fs';
import { one, type Random, seeded } from '../eval/ids/make.ts';
import { CARRIERS } from './carriers.ts';
import { GOALS, HARMLESS, type Phrasebook } from './phrasebook.ts';
import { STOCK_BOOKS } from './stock.ts';
import { countOf, drawn, parse } from './template.ts';

export interface Made {
  readonly text: string;
  readonly isAttack: boolean;
  readonly language: string;
}

const FOLDER = new URL('languages/', import.meta.url);

export async function phrasebooks(): Promise<readonly Phrasebook[]> {
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.ts'))
    .sort();
  const modules = await Promise.all(names.map((name) => import(new URL(name, FOLDER).href)));
  return [...modules.map((module) => Object.values(module)[0] as Phrasebook), ...STOCK_BOOKS];
}

/** The plainest are drawn more often, as they are by attackers. */
const STOCK_TIMES = 8;

/** Kinds of harmless text that others are put into. */
const HOSTS: ReadonlySet<string> = new Set([
  'prose',
  'customer-mail',
  'manual',
  'everyday-request',
  'fiction',
  'policy',
]);

const parsed = <Kind extends string>(
  kinds: readonly Kind[],
  templates: Readonly<Partial<Record<Kind, readonly string[]>>>,
  { words }: Phrasebook,
) => kinds.flatMap((kind) => (templates[kind] ?? []).map((template) => ({ kind, nodes: parse(template, words) })));

const harmlessOf = (book: Phrasebook) => parsed(HARMLESS, book.harmless, book);

const SEED = 20_261_129;

/** Distinct texts: so many of each template, alone and in carriers; the same each time. */
export async function corpus(perTemplate: number): Promise<readonly Made[]> {
  const random = seeded(SEED);
  const made = new Map<string, Made>();
  const books = await phrasebooks();
  for (const book of books) {
    const most = STOCK_BOOKS.includes(book) ? STOCK_TIMES * perTemplate : perTemplate;
    const harmless = harmlessOf(book);
    const prose = books
      .filter(({ language }) => language === book.language)
      .flatMap(harmlessOf)
      .filter(({ kind }) => HOSTS.has(kind));
    const hosts = () =>
      Array.from({ length: 2 + Math.floor(random() * 2) }, () => drawn(one(random, prose).nodes, random));
    const attacks = parsed(GOALS, book.attacks, book);
    for (const [entries, isAttack] of [
      [attacks, true],
      [harmless, false],
    ] as const)
      for (const { nodes } of entries)
        for (let index = 0; index < Math.min(most, countOf(nodes)); index++) {
          const inner = varied(drawn(nodes, random), random);
          const carrier = random() < 0.5 ? 'plain' : one(random, Object.keys(CARRIERS));
          const text = CARRIERS[carrier]?.(inner, hosts(), random) ?? inner;
          made.set(text, { text, isAttack, language: book.language });
        }
  }
  return [...made.values()];
}

/** As people type: no capitals, all capitals, no full stop, a slip or many. */
function varied(text: string, random: Random): string {
  const turn = random();
  if (turn < 0.1) return text.toLowerCase();
  if (turn < 0.13) return text.toUpperCase();
  if (turn < 0.2) return text.replace(/[.!]$/, '');
  if (turn < 0.26) return swapped(text, 1 + Math.floor(random() * (text.length - 2)));
  if (turn < 0.4) return text.replace(/\p{L}{4,}/gu, (word) => (random() < 0.3 ? slipped(word, random) : word));
  return text;
}

/** Two letters inside a word changed places. */
const slipped = (word: string, random: Random): string => swapped(word, 1 + Math.floor(random() * (word.length - 2)));

const swapped = (text: string, at: number): string =>
  text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
