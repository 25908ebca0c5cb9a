import { readdirSync } from 'node:fs';
import { folded } from '../../src/guards/injection/model/tokens.ts';
import { IDEAS, type Lexicon } from '../corpus/lexicon/lexicon.ts';

const FOLDER = new URL('../corpus/lexicon/', import.meta.url);

/** For each idea its words in all languages, folded, each once. */
export async function stems(): Promise<readonly string[]> {
  const names = readdirSync(FOLDER)
    .filter((name) => name !== 'lexicon.ts')
    .sort();
  const lexicons = await Promise.all(
    names.map(async (name) => Object.values(await import(new URL(name, FOLDER).href))[0] as Lexicon),
  );
  return IDEAS.map((idea) =>
    [...new Set(lexicons.flatMap((lexicon) => lexicon[idea].split(/\s+/).filter(Boolean).map(foldedEntry)))].join(' '),
  );
}

const foldedEntry = (entry: string): string =>
  `${entry.startsWith('=') ? '=' : ''}${entry.replace('=', '').split('+').map(folded).join('+')}`;
