import { cleanUnicode, unicode } from '../../src/guards/unicode.ts';
import { groups, share, shareOf } from './figures.ts';
import type { Report } from './report.ts';
import type { DataFile, LabelledRow } from './rows.ts';

/** Rows with hidden or disguised text in which something is found, and clean rows that come out changed. */
export function reportUnicode(file: DataFile<LabelledRow>): Report {
  const rows = file.rows.map((row) => {
    const matches = unicode.scan(row.text);
    return { ...row, isFound: matches.length > 0, isChanged: cleanUnicode(row.text, matches) !== row.text };
  });
  const hidden = rows.filter(({ label }) => label === 'hidden');
  const clean = rows.filter(({ label }) => label === 'clean');
  return {
    title: 'Hidden and disguised text',
    files: [file],
    bars: [
      {
        what: `hidden text: rows of all kinds in which it is found (${hidden.length})`,
        value: shareOf(hidden.map(({ isFound }) => isFound)),
        bar: { atLeast: 0.99 },
        as: 'share',
      },
      {
        what: `hidden text: clean rows that are changed (${clean.length})`,
        value: clean.filter(({ isChanged }) => isChanged).length,
        bar: { atMost: 0 },
      },
    ],
    parts: [
      {
        head: ['kind', 'rows', 'found', 'of them changed'],
        rows: groups(rows, ({ label, kind }) => `${label}: ${kind.replace('unicode-', '')}`).map(([kind, part]) => [
          kind,
          String(part.length),
          share(part.map(({ isFound }) => isFound)),
          share(part.map(({ isChanged }) => isChanged)),
        ]),
      },
    ],
    details: [
      ...hidden.flatMap(({ id, kind, isFound }) => (isFound ? [] : [`missed: ${id} ${kind}`])),
      ...clean.flatMap(({ id, isFound, isChanged }) =>
        isChanged ? [`changed: ${id}`] : isFound ? [`warned: ${id}`] : [],
      ),
    ],
  };
}
