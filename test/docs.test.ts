import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { http, passthrough } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { withAuditRules } from '../scripts/docs/audit-rules.ts';
import { withDialect } from '../scripts/docs/dialect.ts';
import { withFaults } from '../scripts/docs/fault-table.ts';
import { withProbes } from '../scripts/docs/probes.ts';
import { withProviders } from '../scripts/docs/providers.ts';
import { withRules } from '../scripts/docs/rules.ts';
import { FLAGS } from '../src/cli/flags.ts';
import { SecureLLMClient } from '../src/client.ts';
import * as errors from '../src/errors.ts';
import { DEFAULTS } from '../src/options.ts';
import { anthropic } from '../src/providers/anthropic/index.ts';
import { google } from '../src/providers/google/index.ts';
import { openai } from '../src/providers/openai/index.ts';
import { DEFAULT_LIMITS } from '../src/transport/exchange.ts';
import runtimes from './runtimes/project/package.json' with { type: 'json' };
import { blocksOf, DOCUMENTS, ROOT, read, writePrograms } from './support/docs/blocks.ts';
import { brokenLinks } from './support/docs/links.ts';
import { optionNames } from './support/docs/option-names.ts';
import { printedBy } from './support/docs/printed.ts';
import { apisFor, unusedReplies } from './support/docs/replies.ts';
import { rowsOf, written } from './support/docs/tables.ts';
import { typeErrors } from './support/docs/type-errors.ts';

const programs = writePrograms();
const isSuite = ({ code }: { readonly code: string }) => /^import .* from 'vitest';$/m.test(code);

describe('a program of the documentation', () => {
  const server = setupServer();
  beforeAll(() => {
    server.listen({ onUnhandledFrame: 'error' });
    vi.stubEnv('OPENAI_API_KEY', `sk-${'test'}`);
    vi.stubEnv('GEMINI_API_KEY', `${'AI'}za-test`);
    vi.stubEnv('ANTHROPIC_API_KEY', `sk-${'test'}`);
  });
  afterEach(() => server.resetHandlers());
  afterAll(() => {
    server.close();
    vi.unstubAllEnvs();
  });

  test.each(programs.filter((program) => !isSuite(program)))(
    'runs and prints what is shown: $place',
    async ({ path, code, output }) => {
      server.use(
        ...apisFor(code),
        http.all(/^http:\/\/127\.0\.0\.1:/, () => passthrough()),
      ); // a server of its own
      const printed = await printedBy(() => import(path));
      expect(printed).toBe(output ?? printed);
    },
  );

  test('has a reply of its own only where it needs one', () => {
    expect(unusedReplies(programs.map(({ code }) => code))).toEqual([]);
  });
});

describe.each(programs.filter(isSuite))('the tests of $place', async ({ path }) => {
  await import(path);
});

test('every program compiles as it stands', { timeout: 120_000 }, () => {
  expect(typeErrors(programs.map(({ path }) => path))).toEqual([]);
});

test('every other block is a command, data, output, or a file of another runtime, which npm run test:runtimes runs', () => {
  const known = ['ts', 'js', 'sh', 'json', 'text', 'yaml'];
  expect(DOCUMENTS.flatMap(blocksOf).filter(({ language }) => !known.includes(language))).toEqual([]);
  const elsewhere = DOCUMENTS.filter((document) => document !== 'docs/gateway.md').flatMap(blocksOf);
  expect(elsewhere.filter(({ language }) => language === 'js')).toEqual([]);
});

test('the versions that the recipes of the gateway were run with are those of npm run test:runtimes', () => {
  const { dependencies, optionalDependencies } = runtimes;
  const { react, 'react-dom': dom, ...named } = { ...dependencies, ...optionalDependencies };
  const [, told = ''] = read('docs/gateway.md').split('### What was run');
  expect(Object.values(named).filter((version) => !told.includes(version))).toEqual([]);
});

test('commands name scripts and flags that exist', () => {
  const lines = DOCUMENTS.flatMap(blocksOf).flatMap(({ language, text }) =>
    language === 'sh' || language === 'yaml' ? text.split('\n') : [],
  );
  const scripts = lines.flatMap((line) => Array.from(line.matchAll(/npm (?:run )?([\w:]+)/g), ([, name = '']) => name));
  expect(scripts.filter((name) => !['ci', 'install'].includes(name) && !(name in manifest.scripts))).toEqual([]);
  const flags = lines
    .filter((line) => line.includes('secure-llm '))
    .flatMap((line) => Array.from(line.matchAll(/ --([\w-]+)/g), ([, name = '']) => name));
  expect(flags.filter((name) => !FLAGS.some((flag) => flag.name === name))).toEqual([]);
  expect([scripts.length, flags.length].every((count) => count > 2)).toBe(true);
});

test('links lead somewhere', () => {
  expect(brokenLinks()).toEqual([]);
});

test('the rules of every guard are written down as the guards run them: npm run docs', () => {
  expect(withRules(read('docs/safeguards.md'))).toBe(read('docs/safeguards.md'));
});

test('the outcome of every fault is written down as the tests expect it: npm run docs', () => {
  expect(withFaults(read('docs/reliability.md'))).toBe(read('docs/reliability.md'));
});

test('what providers can do is written down as they say it themselves: npm run docs', () => {
  expect(withProviders(read('docs/providers.md'))).toBe(read('docs/providers.md'));
});

test('what becomes of the fields of a chat completion is written down as the gateway reads them: npm run docs', () => {
  expect(withDialect(read('docs/gateway.md'))).toBe(read('docs/gateway.md'));
});

test('the rules of the audit are written down as it runs them: npm run docs', () => {
  expect(withAuditRules(read('docs/audit.md'))).toBe(read('docs/audit.md'));
  expect(withProbes(read('docs/audit.md'))).toBe(read('docs/audit.md'));
});

test('the tests that the threat model names exist', () => {
  const named = Array.from(read('docs/threat-model.md').matchAll(/`(test\/[\w./-]+)`/g), ([, file = '']) => file);
  expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  expect(named.length).toBeGreaterThan(20);
});

describe('the tables', () => {
  const section = (document: string, heading: string) =>
    read(document).split(`\n${heading}\n`)[1]?.split(/\n#+ /)[0] ?? '';

  test('of errors have a row for each class, with its code, and no other', () => {
    const classes = Object.values(errors).flatMap((value) =>
      typeof value === 'function' && value.prototype instanceof errors.SecureLLMError ? [value.name] : [],
    );
    const sources = readdirSync(join(ROOT, 'src/errors'))
      .map((file) => read(`src/errors/${file}`))
      .join('');
    const codes = new Map(
      Array.from(
        sources.matchAll(/class (\w+) extends SecureLLMError[^}]*?readonly code = '(\w+)'/g),
        ([, name = '', code = '']) => [name, code],
      ),
    );
    const rows = rowsOf(read('docs/errors.md')).filter(([code]) => code?.startsWith('ERR_'));
    expect(rows.map(([code, name]) => [name, code]).sort()).toEqual(
      classes.map((name) => [name, codes.get(name)]).sort(),
    );
    for (const row of rows) expect(row.filter((cell) => cell.length > 5)).toHaveLength(4);
  });

  test('of client options have every option with its default', () => {
    const groups = ['sanitize', 'output', 'throttle', 'budget', 'retry', 'breaker', 'timeout', 'toolPolicy'];
    const provider = openai({ apiKey: `sk-${'test'}`, model: 'any' });
    const defaults = new Map(
      Object.entries(DEFAULTS).flatMap(([name, value]) =>
        typeof value === 'object' && !Array.isArray(value)
          ? Object.entries(value).map(([inner, each]) => [`${name}.${inner}`, written(each)] as const)
          : [[name, written(value)] as const],
      ),
    );
    const names = optionNames((options) => Reflect.construct(SecureLLMClient, [{ provider, ...options }]), groups);
    const rows = rowsOf(section('README.md', '## Options'));
    expect(rows.map(([name, , value]) => [name, value])).toEqual(
      names.map((name) => [name, defaults.get(name) ?? '–']),
    );
  });

  test.each([
    ['## OpenAI', openai],
    ['## Google Gemini', google],
    ['## Anthropic', anthropic],
  ])('of %s have every option, and the size caps as they are', (heading, make) => {
    const rows = rowsOf(section('docs/providers.md', heading));
    const names = optionNames((options) => Reflect.apply(make, undefined, [options]), []);
    expect(rows.map(([name]) => name).sort()).toEqual([...names].sort());
    for (const [name, value] of Object.entries(DEFAULT_LIMITS))
      expect(rows.find(([row]) => row === name)?.[1]).toBe(written(value));
  });
});
