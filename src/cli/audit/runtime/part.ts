import type { Outcome } from '../../../scanner/runtime/outcome.ts';
import type { CommandContext } from '../../commands/command.ts';
import type { FlagName } from '../../flags.ts';
import { UsageError } from '../../usage-error.ts';
import type { Part } from '../part.ts';

type Checks = (context: CommandContext) => Promise<readonly Outcome[]>;

/** Each loaded when one of its flags asks for it. */
const CHECKS: readonly (readonly [flags: readonly FlagName[], load: () => Promise<Checks>])[] = [
  [['dependencies', 'sbom'], async () => (await import('./dependencies.ts')).dependencyChecks],
  [['log'], async () => (await import('./log.ts')).logChecks],
  [['keys'], async () => (await import('./api-keys.ts')).apiKeyChecks],
  [['url'], async () => (await import('./gateway.ts')).gatewayChecks],
];

const NEEDS = [
  ['probe-limits', 'url'],
  ['checkpoint', 'log'],
  ['public-key', 'log'],
  ['key-file', 'log'],
  ['key-env', 'log'],
] as const satisfies readonly (readonly [FlagName, FlagName])[];

/** What runs or is installed: audit log, keys, dependencies, a gateway. */
export const runtimePart: Part = async (context) => {
  const { flags, io } = context;
  for (const [flag, needed] of NEEDS)
    if (flags[flag] !== undefined && flags[needed] === undefined)
      throw new UsageError(`--${flag} goes with --${needed}: give both`);
  const outcomes: Outcome[] = [];
  for (const [names, load] of CHECKS) {
    if (names.every((name) => flags[name] === undefined)) continue;
    io.signal.throwIfAborted();
    outcomes.push(...(await (await load())(context)));
  }
  if (outcomes.length === 0) return undefined;
  return {
    runtime: { checks: outcomes.map(({ check }) => check), findings: outcomes.flatMap(({ findings }) => findings) },
    rules: outcomes
      .filter(({ findings }) => findings.length > 0)
      .map(({ rule: { id, title, severity, why, fix, refs } }) => ({ id, title, severity, why, fix, refs })),
  };
};
