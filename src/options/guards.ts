import { RULE_NAMES } from '../guards/names.ts';
import type { CustomGuard } from '../guards/safeguards.ts';
import { atLeast, type Check, callable, fields, group, listOf, number, oneOf, show } from '../lib/check.ts';
import type { OutputPolicy } from '../lib/screening/policy.ts';
import { policyCheck } from '../lib/screening/policy-check.ts';
import { TRUSTS } from '../lib/trust.ts';
import type { Guard, Stage, Thresholds } from '../types/guard.ts';
import type { Trust } from '../types/message.ts';

const BUILT_IN: readonly string[] = [
  ...Object.keys(RULE_NAMES),
  'characters',
  'expect',
  'placeholders',
  'screen',
  'layers',
];

const ownName: Check<string> = (value, field, refuse) => {
  if (typeof value !== 'string' || !/^[a-z][\w-]{0,39}$/.test(value))
    throw refuse(field, 'must be a short name in lower case, such as `code-names`');
  if (BUILT_IN.includes(value)) throw refuse(field, `is the name of a built-in guard, as are ${BUILT_IN.join(', ')}`);
  return value;
};

const someStages: Check<readonly Stage[]> = (value, field, refuse) => {
  const stages = listOf(oneOf<Stage>('input', 'output'), 2)(value, field, refuse);
  if (stages.length === 0) throw refuse(field, 'must name `input`, `output` or both');
  return stages;
};

const method =
  (of: object): Check<(...given: never[]) => unknown> =>
  (value, field, refuse) =>
    callable(value, field, refuse).bind(of);

const thresholds: Check<Thresholds> = (value, field, refuse) => {
  const { block, warn } = fields<Thresholds>(value, field, refuse, { block: number(0, 1), warn: number(0, 1) });
  if (block === undefined || warn === undefined || warn > block)
    throw refuse(field, 'needs `block` and `warn`, the first no less than the second');
  return { block, warn };
};

const perTrust = group<{ readonly [Key in Trust]?: Thresholds | undefined }>({
  trusted: thresholds,
  user: thresholds,
  untrusted: thresholds,
});

/** A copy of a guard, so that what was checked is what runs. */
const guard: Check<Guard> = (value, field, refuse) => {
  if (typeof value !== 'object' || value === null) throw refuse(field, `must be a guard, got ${show(value)}`);
  const { id, reach, lookBehind, stages, thresholds, scan, undecided, reader, replacement } = value as Partial<Guard>;
  const optional = <T>(given: unknown, name: string, check: Check<T>) =>
    given === undefined ? {} : { [name]: check(given, `${field}.${name}`, refuse) };
  return Object.freeze({
    id: ownName(id, `${field}.id`, refuse),
    stages: someStages(stages, `${field}.stages`, refuse),
    scan: method(value)(scan, `${field}.scan`, refuse) as Guard['scan'],
    ...optional(reach, 'reach', atLeast(0)),
    ...optional(lookBehind, 'lookBehind', atLeast(0)),
    ...optional(thresholds, 'thresholds', perTrust),
    ...optional(undecided, 'undecided', method(value)),
    ...optional(reader, 'reader', method(value)),
    ...optional(replacement, 'replacement', method(value)),
  });
};

const customGuard: Check<CustomGuard> = (value, field, refuse) => {
  const given = fields<CustomGuard>(value, field, refuse, {
    guard,
    input: policyCheck(undefined, TRUSTS),
    output: policyCheck(undefined, []) as Check<OutputPolicy>,
  });
  if (given.guard === undefined) throw refuse(field, 'needs a `guard`');
  for (const stage of ['input', 'output'] as const)
    if (given[stage] !== undefined && !given.guard.stages.includes(stage))
      throw refuse(`${field}.${stage}`, `is for a stage that the guard does not have: add it to its \`stages\``);
  return Object.freeze({ ...given, guard: given.guard });
};

/** Guards of the caller's own, no two of one name. */
export const GUARDS: Check<readonly CustomGuard[]> = (value, field, refuse) => {
  const guards = listOf(customGuard, 100)(value, field, refuse);
  const names = guards.map(({ guard }) => guard.id);
  const twice = names.findIndex((name, index) => names.indexOf(name) < index);
  if (twice >= 0) throw refuse(`${field}[${twice}].guard.id`, 'is the name of another guard of the list');
  return guards;
};
