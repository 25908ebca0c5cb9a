import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Redis } from 'ioredis';
import { redisServer } from '../test/support/redis.ts';
import { seeded } from './eval/ids/make.ts';
import { markdownTable } from './eval/report.ts';
import { loss, lossTable } from './simulate/loss.ts';
import { outage } from './simulate/outage.ts';
import { lossPicture } from './simulate/picture.ts';
import { sharing } from './simulate/sharing.ts';

/**
 * `npm run simulate` runs fleets of clients in virtual time against a `redis-server` of its own and prints what became of
 * their calls. `--seed N` draws other calls; `--write` sets the tables and the picture into docs/scaling.md.
 */
const { values } = parseArgs({ options: { seed: { type: 'string' }, write: { type: 'boolean' } } });
const seed = Number(values.seed ?? 1);
Math.random = seeded(seed); // what the layers draw, such as the jitter of a retry

await using server = await redisServer();
const real = new Redis(server.url);
const losses = await loss(real, seed);
const tables = {
  sharing: await sharing(real, seed),
  outage: await outage(seed),
  loss: lossTable(losses),
};
real.disconnect();

const path = new URL('../docs/scaling.md', import.meta.url);
let document = values.write ? readFileSync(path, 'utf8') : '';
for (const [name, table] of Object.entries(tables)) {
  console.log(`${markdownTable(table)}\n`);
  const [begin, end] = [`<!-- ${name}: npm run simulate -- --write -->`, `<!-- end of ${name} -->`];
  const [start, stop] = [document.indexOf(begin), document.indexOf(end)];
  if (values.write && (start < 0 || stop < start)) throw new Error(`docs/scaling.md has no place for ${name}`);
  document = `${document.slice(0, start)}${begin}\n\n${markdownTable(table)}\n\n${document.slice(stop)}`;
}
if (values.write) {
  writeFileSync(path, document);
  writeFileSync(new URL('../docs/scaling-loss.svg', import.meta.url), lossPicture(losses));
}
