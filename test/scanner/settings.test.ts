import { expect, test } from 'vitest';
import { settingsIn } from '../../src/scanner/static/settings.ts';
import type { TextKind } from '../../src/scanner/static/text-file.ts';

const settings = (kind: TextKind, text: string) =>
  settingsIn({ path: 'any', kind, text }).map(({ name, value, start, end }) => {
    expect(text.slice(start, end)).toBe(value);
    return `${name} ${value}`;
  });

test.each<[TextKind, string, readonly string[]]>([
  ['env', 'A=1\n# B=2\nexport C="three four"\nD=\n', ['A 1', 'C three four', 'D ']],
  ['dockerfile', 'ENV A=1 B="two three"\nENV C four\nARG D=5\n', ['A 1', 'B two three', 'C four', 'D 5']],
  ['ci', "env:\n  A: '0'\n  - B: x\nrun: C=1 node .\n", ['env ', 'A 0', 'B x', 'run C=1', 'C 1']],
  ['json', '{ "scripts": { "start": "A=1 B=2 node ." } }', ['scripts {', 'start A=1 B=2 node .', 'A 1', 'B 2']],
])('reads what a file of kind %s sets', (kind, text, expected) => {
  expect(settings(kind, text)).toEqual(expected);
});
