import { glob } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Io } from '../../src/cli/io.ts';
import { readTexts, type TextFile } from '../../src/cli/read-texts.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { DEFAULTS } from '../../src/index.ts';

/** What the demo reads about. */
export interface Sources {
  readonly texts: readonly TextFile[];
  /** Whether it is the repository's own documentation. */
  readonly isOwn: boolean;
}

const LIMITS = { maxChars: DEFAULTS.maxInputChars, remedy: 'Give fewer files' };

const ROOT = new URL('../../', import.meta.url);

/** Quotes attacks, examples of every rule, so the safeguards refuse it, as they should: it cannot be asked about. */
const QUOTES_ATTACKS = 'docs/safeguards.md';

const STAND_IN: TextFile = {
  name: 'a built-in text',
  text: [
    'A call to a language model can fail in many ways. The provider may refuse it because too many calls came before.',
    'A connection may stay open while nothing comes through it, so that the caller waits for ever.',
    'The text of a user may hold characters that no reader sees and every model reads.',
    'secure-llm puts a layer around the call for each of these: it removes hidden characters, waits as long as the provider',
    'asks for, ends what has stalled, tries again only while nothing was shown, and records what happened without the text.',
  ].join('\n'),
};

/**
 * The files that were named; without any, the prose of README.md and docs/ of this repository, but for the document that
 * quotes attacks, with a built-in text where they say little.
 */
export async function readSources(files: readonly string[], io: Io, root = ROOT): Promise<Sources> {
  if (files.length > 0) {
    const texts = await readTexts(files, io, LIMITS);
    if (texts.length === 0) throw new UsageError('there is no text to read: give a file that is not empty');
    return { texts, isOwn: false };
  }
  const texts: TextFile[] = [];
  for (const name of await documentation(root)) {
    const [read] = await readTexts([fileURLToPath(new URL(name, root))], io, LIMITS);
    if (read) texts.push({ name, text: withoutCode(read.text) });
  }
  const chars = texts.reduce((sum, { text }) => sum + text.length, 0);
  return { texts: chars < STAND_IN.text.length ? [...texts, STAND_IN] : texts, isOwn: true };
}

/** The prose of a document. Its programs hold attacks too, to show how they are refused. Lines keep their numbers. */
const withoutCode = (markdown: string): string =>
  markdown.replace(/^```.*\n(?:(?!```).*\n)*```$/gm, (block) => block.replace(/.+/g, ''));

/** README.md first, then the rest by name. */
async function documentation(root: URL): Promise<string[]> {
  const names: string[] = [];
  for await (const name of glob(['README.md', 'docs/**/*.md'], { cwd: fileURLToPath(root) }))
    names.push(name.replaceAll('\\', '/'));
  const asked = names.filter((name) => name !== QUOTES_ATTACKS);
  const rank = (name: string) => (name === 'README.md' ? 0 : 1);
  return asked.sort((one, other) => rank(one) - rank(other) || one.localeCompare(other, 'en'));
}
