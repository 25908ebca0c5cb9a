import { readFile, writeFile } from 'node:fs/promises';
import { withRules } from './docs/rules.ts';

/** `npm run docs`: writes the rules of every guard into docs/safeguards.md, from the tables that the guards run on. */
const file = new URL('../docs/safeguards.md', import.meta.url);
const given = await readFile(file, 'utf8');
const written = withRules(given);
await writeFile(file, written);
console.log(written === given ? 'docs/safeguards.md is up to date' : 'docs/safeguards.md was written');
