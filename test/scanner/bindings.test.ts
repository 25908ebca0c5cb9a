import { expect, test } from 'vitest';
import { HOLE } from '../../src/scanner/static/bindings.ts';
import { ScriptFile } from '../../src/scanner/static/script-file.ts';

/** The shape of the argument of `sink(…)`, with a `?` for what is not known. */
function shape(code: string): string {
  const file = new ScriptFile('src/app.ts', code);
  const call = file
    .nodes('CallExpression')
    .find(({ callee }) => callee.type === 'Identifier' && callee.name === 'sink');
  const [given] = call?.arguments ?? [];
  return given ? file.bindings.shapeOf(given).replaceAll(HOLE, '?') : 'no sink';
}

test.each([
  ["sink('a')", 'a'],
  ["const a = 'x'; sink(`${a}/${b}`)", 'x/?'],
  ["sink('a' + (b as string) + 'c')", 'a?c'],
  ["const a = 'out'; { const a = 'in'; sink(a) }", 'in'],
  ["const a = 'out'; { const a = 'in'; } sink(a)", 'out'],
  ["const a = 'out'; const f = (a) => sink(a);", '?'],
  ["const a = 'out'; function f({ a }) { return () => sink(a); }", '?'],
  ["sink(a); const a = 'late';", 'late'],
  ['const a = a + 1; sink(a)', '??'],
])('%s is known as %s', (code, expected) => {
  expect(shape(code)).toBe(expected);
});
