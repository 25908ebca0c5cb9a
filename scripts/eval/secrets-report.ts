import { secrets } from '../../src/guards/secrets.ts';
import { groups, share, shareOf } from './figures.ts';
import type { Report } from './report.ts';
import type { DataFile, SecretRow } from './rows.ts';

/** Rows with a secret in which something is found, and rows without one. */
export function reportSecrets(file: DataFile<SecretRow>): Report {
  const rows = file.rows.map((row) => ({ ...row, ...judged(textOf(row)) }));
  const withSecret = rows.filter(({ label }) => label === 'secret');
  const without = rows.filter(({ label }) => label === 'not-secret');
  const found = (part: readonly (typeof rows)[number][]) => part.map(({ isFound }) => isFound);
  return {
    title: 'Secrets',
    files: [file],
    bars: [
      {
        what: 'secrets: rows with one that are found',
        value: shareOf(found(withSecret)),
        bar: { atLeast: 0.95 },
        as: 'share',
      },
      {
        what: 'secrets: rows without one that are',
        value: shareOf(found(without)),
        bar: { atMost: 0.01 },
        as: 'share',
      },
    ],
    parts: [
      `Found is what is redacted. Only warned about, as a published example (score 0.5): ${share(withSecret.map(({ isWarned }) => isWarned))} of ` +
        `the first, ${share(without.map(({ isWarned }) => isWarned))} of the second.`,
      {
        head: ['source', 'with a secret', 'found', 'without', 'found'],
        rows: groups(rows, ({ source }) => source).map(([source, part]) => [
          source,
          ...['secret', 'not-secret'].flatMap((label) => {
            const ones = part.filter((row) => row.label === label);
            return [String(ones.length), ones.length === 0 ? '–' : share(found(ones))];
          }),
        ]),
      },
    ],
    details: [
      ...groups(withSecret, ({ detector = '–' }) => detector).map(
        ([detector, part]) => `${detector}: ${found(part).filter(Boolean).length} of ${part.length}`,
      ),
      ...without.flatMap(({ id, isFound, detector = '–' }) => (isFound ? [`false: ${id} (${detector})`] : [])),
    ],
  };
}

/** What scores in full is replaced; the rest is a warning. */
function judged(text: string): { readonly isFound: boolean; readonly isWarned: boolean } {
  const matches = secrets.scan(text);
  const isFound = matches.some(({ score }) => score === 1);
  return { isFound, isWarned: !isFound && matches.length > 0 };
}

const textOf = ({ text, encoding }: SecretRow): string =>
  encoding === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text;
