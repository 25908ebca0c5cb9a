import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/flags.ts';
import { blocksOf, DOCUMENTS, ROOT } from '../support/docs/blocks.ts';
import { secureLLM } from './fake-io.ts';

/** The words of a command line behind `secure-llm`, as a shell splits them. */
const wordsOf = (line: string): string[] =>
  Array.from(line.split('secure-llm ')[1]?.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g) ?? [], ([, one, two, word]) =>
    String(one ?? two ?? word),
  );

const exists = (word: string): boolean => word !== '.' && existsSync(join(ROOT, word));

/** Lines of the documents and of the help that read files of this repository, and neither a pipe nor the network. */
async function examples(): Promise<readonly string[]> {
  const shown = DOCUMENTS.flatMap(blocksOf).flatMap(({ language, text }) =>
    language === 'sh' ? text.split('\n') : [],
  );
  const helps = await Promise.all(COMMANDS.map((command) => secureLLM([command, '--help'])));
  return [...shown, ...helps.flatMap(({ out }) => out.split('\n'))].filter(
    (line) => /secure-llm \w+ /.test(line) && !/[|<>]|--provider/.test(line) && wordsOf(line).some(exists),
  );
}

test('every command that is shown with a file of the repository is carried out as it stands', async () => {
  const lines = await examples();
  for (const line of lines) {
    const { code, err } = await secureLLM(wordsOf(line).map((word) => (exists(word) ? join(ROOT, word) : word)));
    expect({ code, refused: err.includes('ERR_') }, line).toEqual({ code: 0, refused: false });
  }
  expect(lines.length).toBeGreaterThanOrEqual(4); // two of the README, two of the help
});
