import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { COMMANDS, FLAGS, type Flag } from '../../src/cli/flags.ts';
import { secureLLM } from './fake-io.ts';

describe.each(COMMANDS)('the help of %s', (command) => {
  test('lists each of its flags and none of another command, in aligned columns', async () => {
    const { code, out, err } = await secureLLM([command, '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const starts = new Set<number>();
    for (const { name, commands, help } of FLAGS as readonly Flag[]) {
      const line = out.split('\n').find((line) => line.includes(`--${name} `) && line.includes(help));
      expect(line !== undefined).toBe(commands.includes(command));
      if (line) starts.add(line.indexOf(help));
    }
    expect(starts.size).toBe(1);
  });

  test('is the same by `help` in front, and fits 96 columns', async () => {
    const { out } = await secureLLM(['help', command]);
    expect(out).toBe((await secureLLM([command, '-h'])).out);
    expect(Math.max(...out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(96);
  });
});

test('the help of the whole names every command, where the key comes from, and the exit codes', async () => {
  const { code, out } = await secureLLM(['--help']);
  expect(code).toBe(0);
  for (const word of [...COMMANDS, 'OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'GEMINI_API_KEY', '130'])
    expect(out).toContain(word);
});

test('the help of a command that asks nobody says nothing of provider keys', async () => {
  const { out } = await secureLLM(['log', '--help']);
  expect(out).not.toMatch(/OPENAI_API_KEY|no file is given/);
  expect(out).toContain('Exit codes: 0 done, 1 the log is not whole');
});

test('titles are bold on a terminal and plain elsewhere', async () => {
  const plain = await secureLLM(['--help']);
  const coloured = await secureLLM(['--help'], { isTTY: true });
  const refused = await secureLLM(['--help'], { isTTY: true, env: { NO_COLOR: '1' } });
  const forced = await secureLLM(['--help'], { env: { FORCE_COLOR: '1' } });
  expect(coloured.out).toContain('\u001b[1m');
  expect(stripVTControlCharacters(coloured.out)).toBe(plain.out);
  expect(refused.out).toBe(plain.out);
  expect(forced.out).toBe(coloured.out);
});

test('the version is the one of the package', async () => {
  const { code, out } = await secureLLM(['--version']);
  const { default: manifest } = await import('../../package.json', { with: { type: 'json' } });
  expect({ code, out }).toEqual({ code: 0, out: `${manifest.version}\n` });
});
