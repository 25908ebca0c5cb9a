import { readFile, writeFile } from 'node:fs/promises';
import { withAuditRules } from './docs/audit-rules.ts';
import { withDialect } from './docs/dialect.ts';
import { withFaults } from './docs/fault-table.ts';
import { descriptionsSource, namesSource } from './docs/names.ts';
import { withProbes } from './docs/probes.ts';
import { withProviders } from './docs/providers.ts';
import { withRules } from './docs/rules.ts';

/**
 * `npm run docs`: writes the rules of every guard into docs/safeguards.md, their names into src/guards/names.ts and what they
 * find into src/guards/descriptions.ts, from the tables that the guards run on; the outcome of every fault into
 * docs/reliability.md, from the table that the tests check; and what each provider can do into docs/providers.md, from the
 * providers, with the compatible servers that the tests speak for; and what becomes of each field of OpenAI's dialect into
 * docs/gateway.md, from the schema of the gateway; and the rules of the audit and
 * the categories of its probes into docs/audit.md, as it runs them.
 */
const root = new URL('../', import.meta.url);
const files: readonly (readonly [string, (given: string) => string])[] = [
  ['docs/safeguards.md', withRules],
  ['src/guards/names.ts', namesSource],
  ['src/guards/descriptions.ts', descriptionsSource],
  ['docs/reliability.md', withFaults],
  ['docs/providers.md', withProviders],
  ['docs/gateway.md', withDialect],
  ['docs/audit.md', withAuditRules],
  ['docs/audit.md', withProbes],
];
for (const [name, write] of files) {
  const given = await readFile(new URL(name, root), 'utf8');
  const written = write(given);
  await writeFile(new URL(name, root), written);
  console.log(`${name} ${written === given ? 'is up to date' : 'was written'}`);
}
