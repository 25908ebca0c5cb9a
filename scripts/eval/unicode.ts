import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cleanUnicode, unicode } from '../../src/guards/unicode.ts';

interface Row {
  readonly id: string;
  readonly text: string;
  readonly label: 'hidden' | 'clean' | 'robustness';
  readonly kind: string;
}

/** Kinds that disguise text by visible look-alikes: the guard leaves them to the shadow copy, and they are counted apart. */
const VISIBLE = new Set(['unicode-homoglyph', 'unicode-fullwidth']);

const share = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${part}/${whole} (${((100 * part) / whole).toFixed(1)} %)`;

/** Recall on rows with hidden text and share of clean rows changed, by kind, from `unicode.jsonl` in a folder. */
export function evaluateUnicode(dataDir: string): string {
  const rows = readFileSync(join(dataDir, 'unicode.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);
  const judged = rows.map((row) => {
    const matches = unicode.scan(row.text);
    return { ...row, flagged: matches.length > 0, changed: cleanUnicode(row.text, matches) !== row.text };
  });
  const count = (label: Row['label'], kinds: (kind: string) => boolean, what: 'flagged' | 'changed'): string => {
    const chosen = judged.filter((row) => row.label === label && kinds(row.kind));
    return share(chosen.filter((row) => row[what]).length, chosen.length);
  };
  const invisible = (kind: string): boolean => !VISIBLE.has(kind);
  const kinds = [...new Set(judged.map(({ label, kind }) => `${label} ${kind}`))].sort();
  return [
    'unicode guard',
    `  hidden, invisible or reordering: recall ${count('hidden', invisible, 'changed')}`,
    `  hidden, visible look-alikes: warned ${count('hidden', (kind) => VISIBLE.has(kind), 'flagged')}`,
    `  clean: changed ${count('clean', () => true, 'changed')}, flagged ${count('clean', () => true, 'flagged')}`,
    ...kinds.map((entry) => {
      const [label, kind] = entry.split(' ') as [Row['label'], string];
      const same = (other: string): boolean => other === kind;
      return `    ${entry}: changed ${count(label, same, 'changed')}, flagged ${count(label, same, 'flagged')}`;
    }),
    ...judged.flatMap(({ label, id, changed }) =>
      label === 'clean' && changed ? [`    clean row changed: ${id}`] : [],
    ),
  ].join('\n');
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  if (values.data === undefined) throw new TypeError('`--data` must name the folder that holds unicode.jsonl');
  console.log(evaluateUnicode(values.data));
}
