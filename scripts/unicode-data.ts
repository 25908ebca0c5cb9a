import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import * as data from '../src/guards/unicode/data.ts';
import { factsOf } from './unicode/facts.ts';
import { dataSource, factsIn } from './unicode/source.ts';

/**
 * `npm run unicode -- --ucd DIR`: writes src/guards/unicode/data.ts from Unicode's files in a folder. Without one, from the
 * facts that stand there, so that only what follows from them and from the engine is made anew.
 */
const { values } = parseArgs({ options: { ucd: { type: 'string' } } });
const file = new URL('../src/guards/unicode/data.ts', import.meta.url);
const written = dataSource(values.ucd === undefined ? factsIn(data) : factsOf(values.ucd));
const given = await readFile(file, 'utf8');
await writeFile(file, written);
console.log(`src/guards/unicode/data.ts ${written === given ? 'is up to date' : 'was written'}`);
