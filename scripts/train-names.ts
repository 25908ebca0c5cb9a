import { writeFileSync } from 'node:fs';
import { placesOf } from '../src/guards/entities/name-set.ts';
import { dataDirectory, readRows } from './eval/rows.ts';

interface NameRow {
  readonly text: string;
  readonly type: 'given-name' | 'family-name' | 'city' | 'state' | 'org-suffix';
}

/**
 * Writes src/guards/entities/weights.ts: Bloom filters of names in Latin letters, ten bits a name. Words that ordinary
 * English text has in small letters are left out. `node scripts/train-names.ts --data DIR`
 */
const directory = dataDirectory(process.argv);
const file = readRows<NameRow>(directory, 'names.jsonl');
const ordinary = new Set<string>();
for (const name of ['injection.jsonl', 'injection-more.jsonl'])
  for (const { text, label } of readRows<{ readonly text: string; readonly label: string }>(directory, name).rows)
    if (label === 'benign')
      for (const [word] of text.matchAll(/(?<![\p{L}'’-])\p{Ll}{3,}(?![\p{L}'’])/gu)) ordinary.add(word);

const LATIN = /^[\p{sc=Latn}\p{M}'’-]{3,24}$/u;
const wordsOf = (types: readonly NameRow['type'][]): readonly string[] => [
  ...new Set(
    file.rows
      .filter(({ type }) => types.includes(type))
      .flatMap(({ text }) => (types.includes('city') ? [text] : text.split(/[ -]/)))
      .map((text) => text.toLowerCase())
      .filter((text) => (LATIN.test(text) || /^[\p{sc=Latn} '’-]{3,40}$/u.test(text)) && !ordinary.has(text)),
  ),
];

function packed(words: readonly string[]): string {
  const bits = new Uint8Array(Math.ceil((words.length * 10) / 8));
  for (const word of words)
    for (const place of placesOf(word, bits.length * 8))
      bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7));
  return Buffer.from(bits).toString('base64');
}

const sets = { GIVEN: wordsOf(['given-name']), FAMILY: wordsOf(['family-name']), PLACES: wordsOf(['city', 'state']) };
const body = Object.entries(sets).map(
  ([name, words]) => `/** ${words.length} names. */\nexport const ${name} =\n  '${packed(words)}';\n`,
);
const text = `/**
 * Written by scripts/train-names.ts: do not edit. Bloom filters of names in Latin letters, ten bits and seven places a
 * name, from names.jsonl, sha256 ${file.sha256.slice(0, 16)}.
 */
${body.join('\n')}`;
writeFileSync(new URL('../src/guards/entities/weights.ts', import.meta.url), text);
console.log(
  Object.entries(sets)
    .map(([name, { length }]) => `${name} ${length}`)
    .join(', '),
  `${Buffer.byteLength(text)} bytes`,
);
