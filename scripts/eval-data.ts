import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rebuild } from './eval/rebuild/rebuild.ts';
import type { Made } from './eval/rebuild/recipes.ts';
import { asText } from './eval/report.ts';
import { type LabelledRow, readRows } from './eval/rows.ts';
import { FEEDS, SOURCES } from './eval/sources.ts';

/**
 * `npm run eval:data -- --out DIR` makes rows of the open data again from their public sources, as far as the way is known.
 * With `--data DIR` each is compared with the row that is there. `--base URL` is another place for raw files.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    data: { type: 'string' },
    base: { type: 'string', default: 'https://raw.githubusercontent.com' },
  },
});
const { out, data, base } = values;
if (out === undefined) throw new TypeError('`--out` must name the folder to write to');

const files = [...new Set(FEEDS.map(({ file }) => file))];
const local = new Map(
  data === undefined ? [] : files.map((file) => [file, readRows<LabelledRow & Made>(data, file).rows]),
);
const outcomes = [];
for (const feed of FEEDS) {
  const rows = local.get(feed.file)?.filter(({ source }) => source === feed.source);
  outcomes.push(await rebuild(feed, { fetch, sources: SOURCES, base, local: rows }));
}

mkdirSync(out, { recursive: true });
for (const file of files) {
  const rows = outcomes
    .filter(({ feed }) => feed.file === file)
    .flatMap(({ feed, made }) => made.map((row) => ({ ...row, source: feed.source })));
  if (rows.length > 0) writeFileSync(join(out, file), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}
console.log(
  asText(
    {
      title: `Open data from its sources, written to ${out}`,
      files: [],
      parts: [
        {
          head: ['source', 'file', 'rows', 'made', 'same', 'verdict'],
          rows: outcomes.map(({ feed, made, matched, verdict }) => [
            feed.source,
            feed.file,
            String(feed.rows),
            String(made.length),
            data === undefined ? '–' : String(matched),
            verdict,
          ]),
        },
      ],
      details: outcomes.flatMap(({ feed, notes }) => notes.map((note) => `${feed.source}: ${note}`)),
    },
    true,
  ),
);
console.log('\nnot here: the way is not public. injection-more.jsonl and names.jsonl: their notes name no commits.');
if (outcomes.some(({ verdict }) => verdict === 'differs' || verdict === 'not fetched')) process.exitCode = 1;
