import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** Which rooms a room may import, beside itself. Files directly in `src` are rooms by their name. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  types: [],
  errors: ['types'],
  lib: ['types', 'errors'],
  guards: ['types', 'lib'],
  layers: ['types', 'errors', 'lib', 'guards'],
  transport: ['types', 'errors', 'lib'],
  auth: ['types', 'errors', 'lib', 'transport'],
  providers: ['types', 'errors', 'lib', 'transport'],
  tasks: ['types', 'errors', 'lib'],
  prompt: ['types', 'errors', 'lib'],
  options: ['types', 'errors', 'lib', 'guards', 'layers', 'tools'],
  'call-options': ['types', 'errors', 'lib', 'options', 'tools'],
  operations: ['types', 'errors', 'lib', 'layers', 'tasks', 'tools', 'options', 'call-options'],
  conversations: ['types', 'errors', 'lib', 'layers', 'transport', 'options', 'call-options', 'operations'],
  tools: ['types', 'lib'],
  prices: ['types', 'lib'],
  redis: ['types', 'errors', 'lib'],
  vault: ['types', 'errors', 'lib'],
  gateway: ['types', 'errors', 'lib', 'client', 'call-options', 'operations', 'transport', 'auth', 'vault'],
  scanner: ['types', 'errors', 'lib', 'guards', 'client', 'options', 'tools', 'testing', 'providers'],
  'gateway-client': ['types', 'errors', 'lib', 'transport', 'providers'],
  testing: ['types', 'errors', 'lib', 'guards'],
  node: ['types', 'errors', 'lib', 'testing', 'transport', 'providers', 'vault', 'gateway'],
};
const EVERYTHING = ['client', 'pipeline', 'index', 'cli']; // may import any room but node and cli; cli any at all
const MAY_USE_NODE = ['node', 'cli'];

interface Import {
  readonly file: string;
  readonly from: string;
  readonly target: string;
  readonly typeOnly: boolean;
  readonly isDynamic: boolean;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const room = (file: string): string => (file.split('/')[0] ?? '').replace(/\.ts$/, '');

const imports: readonly Import[] = files.flatMap((file) => {
  const text = readFileSync(join(SRC, file), 'utf8');
  const found = text.matchAll(/(?:^|\n)\s*(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'|import\('([^']+)'\)/g);
  return Array.from(found, ([, type, named, dynamic]) => {
    const from = named ?? dynamic ?? '';
    const target = from.startsWith('.') ? relative(SRC, resolve(SRC, dirname(file), from)) : from;
    return { file, from, target, typeOnly: type !== undefined, isDynamic: dynamic !== undefined };
  });
});

test('the imports are read', () => {
  expect(imports.length).toBeGreaterThan(files.length);
});

test('every room imports only the rooms it may', () => {
  const strays = imports.filter(({ file, from, target }) => {
    const here = room(file);
    if (!from.startsWith('.') || room(target) === here) return false;
    if (EVERYTHING.includes(here)) return here !== 'cli' && MAY_USE_NODE.includes(room(target));
    return !(MAY[here] ?? []).includes(room(target));
  });
  expect(strays).toEqual([]);
});

test('every room is on the floor plan', () => {
  const known = [...Object.keys(MAY), ...EVERYTHING];
  expect(files.map(room).filter((name) => !known.includes(name))).toEqual([]);
});

test('node modules and globals stay in the rooms that may use them', () => {
  const outside = files.filter((file) => !MAY_USE_NODE.includes(room(file)));
  const strays = outside.filter((file) => {
    const code = readFileSync(join(SRC, file), 'utf8')
      .replace(/^ {2}(?:bad|good): \[(?:.*\],$|[\s\S]*?^ {2}\],)/gm, '') // code that the rules of the audit read
      .replace(
        /\/\*[\s\S]*?\*\/|\/\/.*$|'[^'\n]*'(?!;)/gm, // comments, and strings that are not import paths
        '',
      );
    return /from 'node:|\bBuffer\b|\bprocess\.|\brequire\(/.test(code);
  });
  expect(strays).toEqual([]);
});

test('a client and its providers begin without what comes with the first call', () => {
  const loaded = new Set([
    'client.ts',
    ...['openai', 'anthropic', 'google'].map((name) => `providers/${name}/index.ts`),
  ]);
  for (const file of loaded)
    for (const { file: by, target, typeOnly, isDynamic } of imports)
      if (by === file && !typeOnly && !isDynamic) loaded.add(target);
  const late = [
    'pipeline.ts',
    'operations/ask-object.ts',
    'conversations/exchange.ts',
    'tools/run-tools.ts',
    'lib/validate.ts',
    'lib/ledger.ts',
    'eventsource-parser',
    'transport/post.ts',
    'bottleneck/light.js',
    'p-retry',
    'layers/screen/policy.ts',
    'guards/descriptions.ts',
    'zod/mini',
  ];
  expect(late.filter((file) => loaded.has(file))).toEqual([]);
  expect(late.filter((file) => !imports.some(({ target }) => target === file))).toEqual([]);
});

test('there are no import cycles', () => {
  const graph = new Map(files.map((file) => [file, new Set<string>()]));
  for (const { file, from, target, typeOnly } of imports)
    if (from.startsWith('.') && !typeOnly) graph.get(file)?.add(target);
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
    else if (!done.has(file)) for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});
