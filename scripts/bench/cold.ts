import { spawnSync } from 'node:child_process';
import { built } from './support/built.ts';
import { fromStandings, type Measure, median } from './support/report.ts';

const ROUNDS = 9;
const OPENAI = 'openai';

/** Milliseconds that a new process takes to import some modules. */
function importMs(modules: readonly string[]): number {
  const program = `const since = performance.now();
    ${modules.map((module) => `await import(${JSON.stringify(module)});`).join('')}
    console.log(performance.now() - since);`;
  const given = ['--input-type=module', '--eval', program];
  const { stdout, stderr, status } = spawnSync(process.execPath, given, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

/** The time to import a package into a new process, packages in turn. */
export async function bench(): Promise<readonly Measure[]> {
  const folder = built();
  const root = `${folder}/index.js`;
  const subjects: Readonly<Record<string, readonly string[]>> = {
    'secure-llm': [root],
    'secure-llm with secure-llm/openai': [root, `${folder}/openai.node.js`],
    [OPENAI]: ['openai'],
    'ai + @ai-sdk/openai': ['ai', '@ai-sdk/openai'],
    '@langchain/openai': ['@langchain/openai'],
    '@openai/guardrails': ['@openai/guardrails'],
  };
  const rounds = Array.from({ length: ROUNDS + 1 }, () =>
    Object.fromEntries(Object.entries(subjects).map(([name, modules]) => [name, importMs(modules)])),
  ).slice(1); // the first reads from the disk
  const standings = Object.keys(subjects).map((name) => ({
    name,
    value: median(rounds.map((round) => round[name] ?? Number.NaN)),
    ratio: median(rounds.map((round) => (round[name] ?? Number.NaN) / (round[OPENAI] ?? Number.NaN))),
  }));
  const what = { what: 'import into a new process', unit: 'ms' };
  return [fromStandings(what, standings, 'secure-llm', OPENAI, { atMost: 0.5 })];
}
