import { writeFileSync } from 'node:fs';
import { dataDirectory, readRows, type SentimentRow } from './eval/rows.ts';
import { TRAINING, train } from './eval/train.ts';

/**
 * Writes src/providers/local/weights.ts: the seed words of eval/seed-words.ts, moved towards the human ratings of the
 * English rows of sentiment.jsonl. `node scripts/train-sentiment.ts --data DIR`
 */
const file = readRows<SentimentRow>(dataDirectory(process.argv), 'sentiment.jsonl');
const rows = file.rows.filter(({ lang, score }) => lang === 'en' && score !== undefined);
const weights = train(rows);

const lines = new Map<number, string[]>();
for (const [word, weight] of weights) {
  const tenths = Math.round(weight * 10) || 0;
  lines.set(tenths, [...(lines.get(tenths) ?? []), word]);
}
const body = [...lines]
  .sort(([a], [b]) => a - b)
  .map(([tenths, words]) => `${tenths} ${words.sort().join(' ')}`)
  .join('\n');
const text = `/**
 * Written by scripts/train-sentiment.ts: do not edit. A line is a weight in tenths, -40 to 40, and its words; \`_\` joins a
 * phrase. Trained on ${rows.length} rows of sentiment.jsonl, sha256 ${file.sha256.slice(0, 16)}, pull ${TRAINING.pull}.
 */
export const WEIGHTS = \`${body}\`;
`;
const target = new URL('../src/providers/local/weights.ts', import.meta.url);
writeFileSync(target, text);
console.log(`${weights.size} words, ${Buffer.byteLength(text)} bytes`);
