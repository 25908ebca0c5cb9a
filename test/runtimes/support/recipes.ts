import { read } from '../../support/docs/blocks.ts';

/** What docs/gateway.md prints for a runtime: files by name, and the commands that end with the server. */
export interface Recipe {
  readonly files: ReadonlyMap<string, string>;
  readonly commands: readonly string[];
}

/** The recipe under a heading, with the gateway that all of them share. */
export function recipeOf(heading: string): Recipe {
  const blocks = [...blocksUnder('In your server'), ...blocksUnder(heading)];
  return {
    files: new Map(
      blocks.flatMap(([language, text]) => (language === 'js' || language === 'json' ? [[nameOf(text), text]] : [])),
    ),
    commands: blocks.flatMap(([language, text]) =>
      language === 'sh' ? text.split('\n').filter((line) => !line.startsWith('npm install')) : [],
    ),
  };
}

/** The one `text` block under a heading that holds `word`. */
export function textWith(heading: string, word: string): string {
  const [[, text] = [], ...others] = blocksUnder(heading).filter(([, text]) => text.includes(word));
  if (text === undefined || others.length > 0)
    throw new Error(`docs/gateway.md: ${heading} has not one block of ${word}`);
  return text;
}

/** In place of `local()`, a model elsewhere: everything else stays as it is printed. */
export function withModelAt(baseURL: string, { files, commands }: Recipe): Recipe {
  const provider = `openai({ apiKey: ['sk', 'test'].join('-'), baseURL: '${baseURL}', model: 'm' })`;
  const swapped = Array.from(files, ([name, text]): [string, string] => [
    name,
    text
      .replace("{ local } from 'secure-llm/local'", "{ openai } from 'secure-llm/openai'")
      .replace('local()', provider),
  ]);
  return { files: new Map(swapped), commands };
}

function blocksUnder(heading: string): readonly (readonly [language: string, text: string])[] {
  const section =
    read('docs/gateway.md')
      .split(new RegExp(`\n#+ ${heading}\n`))[1]
      ?.split(/\n#+ /)[0] ?? '';
  return Array.from(section.matchAll(/^```(\w+)\n([\s\S]*?)\n```$/gm), ([, language = '', text = '']) => [
    language,
    text,
  ]);
}

const nameOf = (text: string): string => /^\/\/ (\S+)\n/.exec(text)?.[1] ?? 'wrangler.json';
