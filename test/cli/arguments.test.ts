import { describe, expect, test } from 'vitest';
import { secureLLM } from './fake-io.ts';

const SECRET = `prompt ${'x'.repeat(20)} text`;

describe('wrong usage exits with 2, prints nothing on stdout and one line on stderr', () => {
  const cases: readonly (readonly [what: string, argv: readonly string[], says: RegExp])[] = [
    [
      'an unknown flag is named, with the help that lists them',
      ['chat', '--colour', 'x'],
      /no option --colour\. See secure-llm chat --help/,
    ],
    ['a mistyped flag is told the right one', ['chat', '--promt', SECRET], /no option --promt; there is --prompt\./],
    ['an unknown short flag is named', ['chat', '-x'], /no option -x\./],
    [
      'an unknown command is named, with those there are',
      ['translate'],
      /no command translate; there are chat, summarize, sentiment, serve, log, keys, audit and scan\. See secure-llm --help/,
    ],
    [
      'a flag of another command says whose it is',
      ['chat', '--aspects', 'price'],
      /--aspects belongs to sentiment, not to chat/,
    ],
    ['a flag without its value says what it needs', ['chat', '--prompt'], /--prompt needs a value: --prompt TEXT/],
    ['a flag in the place of a value is no value', ['chat', '-p', '--json'], /-p needs a value/],
    ['a value for a flag that takes none', ['chat', '--json=yes'], /--json takes no value/],
    ['a number out of range', ['summarize', '--max-words', '0', '-'], /--max-words must be an integer from 1 to 10000/],
    ['a word where a number belongs', ['summarize', '--max-words', 'ten', '-'], /--max-words must be an integer/],
    [
      'a format that is none',
      ['summarize', '--format', 'poem', '-'],
      /--format must be paragraph, bullets or headline/,
    ],
    ['no aspect', ['sentiment', '--aspects', ' , ', '-'], /--aspects must hold 1 to 20 words/],
    ['a blank prompt', ['chat', '-p', '  '], /--prompt is blank/],
    [
      'a provider that is none',
      ['chat', '-p', 'Hi', '--provider', 'acme'],
      /--provider must be local, openai, anthropic or google/,
    ],
    ['openai without a key names the variable', ['chat', '-p', 'Hi', '--provider', 'openai'], /set OPENAI_API_KEY/],
    [
      'anthropic without a key names the variable',
      ['chat', '-p', 'Hi', '--provider', 'anthropic'],
      /set ANTHROPIC_API_KEY/,
    ],
    ['google without a key names the variable', ['chat', '-p', 'Hi', '--provider', 'google'], /set GEMINI_API_KEY/],
    [
      'a model that would lead elsewhere',
      ['chat', '-p', 'Hi', '--provider', 'google', '--base-url', 'https://a.example', '--model', '../files'],
      /--model must be letters/,
    ],
    [
      'a model for the local provider',
      ['chat', '-p', 'Hi', '--model', 'm'],
      /--model needs --provider openai, anthropic or google/,
    ],
    [
      'a base URL for the local provider',
      ['chat', '-p', 'Hi', '--base-url', 'http://localhost'],
      /--base-url needs --provider openai, anthropic or google/,
    ],
    [
      'a base URL without a model',
      ['chat', '-p', 'Hi', '--provider', 'openai', '--base-url', 'http://localhost'],
      /--base-url needs --model/,
    ],
    [
      'a base URL that shows the key to the network',
      ['chat', '-p', 'Hi', '--provider', 'openai', '--model', 'm', '--base-url', 'http://api.example.com'],
      /--base-url must be https/,
    ],
    ['nothing to ask', ['chat'], /nothing to ask: give --prompt TEXT/],
    ['nothing to summarise', ['summarize'], /nothing to summarise/],
    ['nothing to judge', ['sentiment'], /nothing to judge/],
  ];
  test.each(cases)('%s', async (_, argv, says) => {
    const { code, out, err } = await secureLLM(argv);
    expect(err).toMatch(says);
    expect(err).toMatch(/^secure-llm: [^\n]+\n$/);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });
});

test('never repeats a value, as it may be a prompt', async () => {
  for (const argv of [
    ['chat', `--promt=${SECRET}`],
    ['chat', `--${SECRET}`],
    [SECRET],
    ['chat', SECRET],
    ['chat', `--json=${SECRET}`],
    ['summarize', '--format', SECRET, '-'],
    ['summarize', '--max-words', SECRET, '-'],
    ['chat', '-p', SECRET, '--provider', SECRET],
    ['chat', '-p', SECRET, '--provider', 'openai', '--model', 'm', '--base-url', SECRET],
  ]) {
    const { code, out, err } = await secureLLM(argv);
    expect({ argv, code, out }).toEqual({ argv, code: 2, out: '' });
    expect(err).not.toContain('xxxx');
  }
});

test('without a command the help goes to stderr, and the exit code is 2', async () => {
  const { code, out, err } = await secureLLM([]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('secure-llm <command>');
});

test('what follows -- is a file, whatever it looks like', async () => {
  const { code, err } = await secureLLM(['summarize', '--', '--json']);
  expect(code).toBe(2);
  expect(err).toBe('secure-llm: --json does not exist: check the path\n');
});
