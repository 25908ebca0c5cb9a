import { parseArgs } from 'node:util';
import { UsageError } from '../../src/cli/usage-error.ts';

export const HELP = `The demo of secure-llm: every layer at work, in seconds, with no key and no network but loopback.

Usage
  npm run demo
  npm run demo -- [options] [FILE… | -]

Without FILE it reads the prose of README.md and docs/ of this repository, but for docs/safeguards.md, which quotes
attacks; - is stdin. Where a safeguard refuses a text, the demo says which rule and where, and goes on.

Options
  -p, --prompt TEXT    The question about the files
      --provider NAME  local (default) or openai, for steps 1 to 3; openai needs OPENAI_API_KEY
      --model NAME     Model to ask (default with openai: gpt-5-mini)
      --base-url URL   Another endpoint that speaks OpenAI Chat Completions
  -h, --help           Print this help

Exit codes: 0 done, 1 a call failed, 2 wrong usage, 130 interrupted.
`;

const OPTIONS = {
  prompt: { type: 'string', short: 'p' },
  provider: { type: 'string' },
  model: { type: 'string' },
  'base-url': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the arguments of the demo. Throws UsageError. */
export function readDemoArguments(argv: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
    return { flags: { ...values }, files: positionals };
  } catch (error) {
    const [problem] = String(error instanceof Error ? error.message : '').split('. '); // names the flag, not its value
    throw new UsageError(`${problem}. See npm run demo -- --help`);
  }
}
