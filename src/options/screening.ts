import { RULE_NAMES } from '../guards/names.ts';
import { HOSTS, INPUT_POLICIES, OUTPUT_POLICIES, RECOGNIZERS } from '../guards/option-checks.ts';
import { type Check, fields, group, integer, limit, listOf, pattern, show, string } from '../lib/check.ts';
import { isStandardSchema } from '../lib/schema.ts';
import type { AllowEntry } from '../lib/screening/policy.ts';
import { nearest, noSuch } from '../lib/screening/policy-check.ts';
import type { StandardSchema } from '../types/schema.ts';
import type { OutputOptions, SanitizeOptions } from './types.ts';

const expectation: Check<RegExp | StandardSchema<unknown, unknown>> = (value, field, refuse) => {
  if (isStandardSchema(value)) return value;
  if (value instanceof RegExp) return pattern(value, field, refuse);
  throw refuse(field, `must be a RegExp or a Standard Schema, got ${show(value)}`);
};

const allowedText: Check<string | RegExp> = (value, field, refuse) =>
  value instanceof RegExp ? pattern(value, field, refuse) : string(value, field, refuse);

const INPUT_NAMES: readonly string[] = (['unicode', 'secrets', 'pii', 'injection'] as const).flatMap(
  (guard) => RULE_NAMES[guard],
);

/** Whether a rule may be of a guard of the caller's own. */
const isOfAnother = (rule: string): boolean => rule.includes('/') && !(rule.slice(0, rule.indexOf('/')) in RULE_NAMES);

const allowEntry: Check<AllowEntry> = (value, field, refuse) => {
  const { rule, text } = fields<AllowEntry>(value, field, refuse, { rule: string, text: allowedText });
  if (rule === undefined || text === undefined) throw refuse(field, 'needs `rule` and `text`');
  if (!INPUT_NAMES.includes(rule) && !isOfAnother(rule))
    throw refuse(`${field}.rule`, `is ${noSuch(rule)}; there are ${nearest(rule, INPUT_NAMES)}`);
  return Object.freeze({ rule, text });
};

/** The check of `sanitize.allow`, on clients and calls alike. */
export const ALLOW = listOf(allowEntry, 1_000);

/** The check of `sanitize`. */
export const SANITIZE = group<SanitizeOptions>({
  ...INPUT_POLICIES,
  characters: pattern,
  expect: expectation,
  maxChars: limit,
  maxMessages: limit,
  maxDepth: integer(1, 500),
  allow: ALLOW,
  recognizers: RECOGNIZERS,
});

/** The check of `output`. */
export const OUTPUT = group<OutputOptions>({ ...OUTPUT_POLICIES, allowedHosts: HOSTS });
