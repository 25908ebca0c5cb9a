import { expect, test } from 'vitest';
import { withFigures } from '../../scripts/eval/document.ts';
import { keepsWords } from '../../scripts/eval/links-report.ts';
import { asText, type Report } from '../../scripts/eval/report.ts';

const row = { source: 'somewhere', text: 'the text of the data' };
const report: Report = {
  title: 'Something',
  files: [{ name: 'some.jsonl', rows: [row, row], sha256: 'abc' }],
  bars: [
    { what: 'found', value: 0.934, bar: { atLeast: 0.95 }, as: 'share' },
    { what: 'changed', value: 0, bar: { atMost: 0 } },
  ],
  parts: ['A paragraph.', { head: ['a|b', 'n'], rows: [['c', '1']] }],
  details: ['row 1'],
};
const run = { date: '2026-11-25', commit: '0123456789ab', reports: [report] };
const PAGE =
  'Before.\n\n<!-- figures: written by npm run eval -- --data DIR --write -->\nold\n<!-- end of figures -->\n\nAfter.\n';

test('a document gets bars, tables, files and sources between its marks, and nothing of the texts', () => {
  const written = withFigures(PAGE, run);
  expect(written.startsWith('Before.\n')).toBe(true);
  expect(written.endsWith('<!-- end of figures -->\n\nAfter.\n')).toBe(true);
  for (const piece of [
    'Measured on 2026-11-25, commit `0123456789ab`.',
    '| found | 93.4 % | at least 95.0 % | FAIL |',
    '| changed | 0 | at most 0 | pass |',
    '### Something\n\nA paragraph.\n\n| a\\|b | n |\n| --- | ---: |\n| c | 1 |',
    '| some.jsonl | 2 | `abc` |',
    '| somewhere | 2 |',
    '[microsoft/presidio-research](https://github.com/microsoft/presidio-research)',
  ])
    expect(written).toContain(piece);
  expect(written).not.toContain('old');
  expect(written).not.toContain(row.text);
});

test('a second run replaces the first, and a document without marks is refused', () => {
  expect(withFigures(withFigures(PAGE, run), run)).toBe(withFigures(PAGE, run));
  expect(() => withFigures('# Nothing', run)).toThrow('no place for the figures');
});

test('single finds are shown where they are asked for', () => {
  expect(asText(report)).not.toContain('row 1');
  expect(asText(report, true)).toContain('row 1');
});

test('words are kept where signs and schemes are all that changed', () => {
  expect(keepsWords('![a](https://b.example)', '! [a] (hxxps://b.example)')).toBe(true);
  expect(keepsWords('<b>bold</b> text', '&lt;b>bold&lt;/b> text')).toBe(true);
  expect(keepsWords('one two', 'two one')).toBe(false);
  expect(keepsWords('one two', 'one')).toBe(false);
});
