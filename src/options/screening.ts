import { readHost } from '../guards/links/hosts.ts';
import { RULE_NAMES } from '../guards/names.ts';
import type { CustomGuard } from '../guards/safeguards.ts';
import { atLeast, type Check, fields, group, integer, limit, listOf, oneOf, show, string } from '../lib/check.ts';
import { isStandardSchema } from '../lib/schema.ts';
import type { AllowEntry } from '../lib/screening/policy.ts';
import { policyCheck } from '../lib/screening/policy-check.ts';
import type { Guard, Stage } from '../types/guard.ts';
import type { Trust } from '../types/message.ts';
import type { StandardSchema } from '../types/schema.ts';
import type { OutputOptions, SanitizeOptions } from './types.ts';

const TRUSTS: readonly Trust[] = ['trusted', 'user', 'untrusted'];

const pattern: Check<RegExp> = (value, field, refuse) => {
  if (value instanceof RegExp) return new RegExp(value.source, value.flags.replace(/[gy]/g, '')); // stateless
  throw refuse(field, `must be a RegExp, got ${show(value)}`);
};

const expectation: Check<RegExp | StandardSchema<unknown, unknown>> = (value, field, refuse) => {
  if (isStandardSchema(value)) return value;
  if (value instanceof RegExp) return pattern(value, field, refuse);
  throw refuse(field, `must be a RegExp or a Standard Schema, got ${show(value)}`);
};

const allowedText: Check<string | RegExp> = (value, field, refuse) =>
  value instanceof RegExp ? pattern(value, field, refuse) : string(value, field, refuse);

const allowEntry: Check<AllowEntry> = (value, field, refuse) => {
  const { rule, text } = fields<AllowEntry>(value, field, refuse, { rule: string, text: allowedText });
  if (rule === undefined || text === undefined) throw refuse(field, 'needs `rule` and `text`');
  return Object.freeze({ rule, text });
};

/** The check of `sanitize.allow`, on clients and calls alike. */
export const ALLOW = listOf(allowEntry, 1_000);

const BUILT_IN: readonly string[] = [...Object.keys(RULE_NAMES), 'characters', 'expect', 'placeholders', 'screen'];

/** A copy of a guard, so that what was checked is what runs. */
const guard: Check<Guard> = (value, field, refuse) => {
  if (typeof value !== 'object' || value === null) throw refuse(field, `must be a guard, got ${show(value)}`);
  const { id, reach, lookBehind, stages, thresholds, scan, undecided, reader, replacement } = value as Partial<Guard>;
  if (typeof id !== 'string' || !/^[a-z][\w-]{0,39}$/.test(id) || BUILT_IN.includes(id))
    throw refuse(`${field}.id`, 'must be a short name of its own, such as `code-names`');
  if (typeof scan !== 'function') throw refuse(`${field}.scan`, `must be a function, got ${show(scan)}`);
  const known = listOf(oneOf<Stage>('input', 'output'), 2)(stages, `${field}.stages`, refuse);
  if (known.length === 0) throw refuse(`${field}.stages`, 'must name `input`, `output` or both');
  return Object.freeze({
    id,
    stages: known,
    scan: scan.bind(value),
    ...(reach !== undefined && { reach: atLeast(0)(reach, `${field}.reach`, refuse) }),
    ...(lookBehind !== undefined && { lookBehind: atLeast(0)(lookBehind, `${field}.lookBehind`, refuse) }),
    ...(thresholds && { thresholds }),
    ...(undecided && { undecided: undecided.bind(value) }),
    ...(reader && { reader: reader.bind(value) }),
    ...(replacement && { replacement: replacement.bind(value) }),
  });
};

/** A guard of the caller's own. */
export const customGuard: Check<CustomGuard> = (value, field, refuse) => {
  const given = fields<CustomGuard>(value, field, refuse, {
    guard,
    input: policyCheck(undefined, TRUSTS),
    output: policyCheck(undefined, []),
  });
  if (given.guard === undefined) throw refuse(field, 'needs a `guard`');
  for (const stage of ['input', 'output'] as const)
    if (given[stage] !== undefined && !given.guard.stages.includes(stage))
      throw refuse(`${field}.${stage}`, `is for a stage that the guard does not have: add it to its \`stages\``);
  return Object.freeze({ ...given, guard: given.guard });
};

const host: Check<string> = (value, field, refuse) => {
  if (typeof value === 'string' && readHost(value)) return value;
  throw refuse(
    field,
    'must be a host such as `docs.example.com`, `*.example.com` or `localhost:8080`, without scheme or path',
  );
};

/** The check of `sanitize`. */
export const SANITIZE = group<SanitizeOptions>({
  unicode: policyCheck(RULE_NAMES.unicode, TRUSTS),
  secrets: policyCheck(RULE_NAMES.secrets, TRUSTS),
  pii: policyCheck(RULE_NAMES.pii, TRUSTS),
  injection: policyCheck(RULE_NAMES.injection, TRUSTS),
  characters: pattern,
  expect: expectation,
  maxChars: limit,
  maxMessages: limit,
  maxDepth: integer(1, 500),
  allow: ALLOW,
});

/** The check of `output`. */
export const OUTPUT = group<OutputOptions>({
  unicode: policyCheck(RULE_NAMES.unicode, []),
  links: policyCheck(RULE_NAMES.links, []),
  allowedHosts: listOf(host, 10_000),
  secrets: policyCheck(RULE_NAMES.secrets, []),
  pii: policyCheck(RULE_NAMES.pii, []),
  leak: policyCheck(RULE_NAMES.leak, []),
});
