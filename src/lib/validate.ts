import type { $ZodType } from 'zod/v4/core';
import { GuardError } from '../errors.ts';
import type { JsonSchema, StandardIssue, StandardResult, StandardSchema } from '../types/schema.ts';
import type { Refuse } from './check.ts';
import { jsonSchemaOf, judged, written } from './schema.ts';

/** Where a value breaks a schema: a path and a rule in the schema's own terms, never the value. */
export interface SchemaIssue {
  readonly path: string;
  readonly rule: string;
}

const MAX_ISSUES = 20; // a list of 100,000 bad items would make a message of megabytes
const WORD = /^[\w$.-]{1,40}$/;
const INDEX = /^\d{1,5}$/; // more digits are rather a number of somebody's than a place in an array

/** The JSON Schema of a schema; for one of zod/mini, which leaves JSON Schema out to stay small, zod's converter is loaded. */
export async function loadJsonSchema(
  schema: StandardSchema<unknown, unknown>,
  field: string,
  refuse: Refuse,
): Promise<JsonSchema> {
  if (schema['~standard'].jsonSchema || schema['~standard'].vendor !== 'zod')
    return jsonSchemaOf(schema, field, refuse);
  const { toJSONSchema } = await import('zod/v4/core');
  return written(() => toJSONSchema(schema as unknown as $ZodType, { io: 'input' }) as JsonSchema, field, refuse);
}

/** What a value was found to be: what the schema makes of it, or at most 20 issues. */
export type Verdict<Output> = { readonly value: Output } | { readonly issues: readonly SchemaIssue[] };

/** Validates: `verdictOf` what the schema says. */
export const validate = async <Output>(
  schema: StandardSchema<unknown, Output>,
  value: unknown,
  json?: JsonSchema,
): Promise<Verdict<Output>> => verdictOf(await judged(schema, value), schema, json);

/**
 * What a schema said, in words that may be passed on. Paths of issues show indices, and of names those that
 * stand in the schema: in `json` where it is given, else in what the schema says of itself. Any other is a key of the data
 * and is written `*`. Throws GuardError when the schema itself throws.
 */
export async function verdictOf<Output>(
  result: StandardResult<Output>,
  schema: StandardSchema<unknown, Output>,
  json?: JsonSchema,
): Promise<Verdict<Output>> {
  try {
    if (!result.issues) return { value: result.value };
    const issues = result.issues.slice(0, MAX_ISSUES).map((issue) => ({ steps: stepsOf(issue), rule: ruleOf(issue) }));
    const named = issues.some(({ steps }) => steps.some((step) => !INDEX.test(step)));
    const names = named ? propertyNames(json ?? (await ownJsonSchema(schema))) : new Set<string>();
    const shown = (step: string) => (INDEX.test(step) || (WORD.test(step) && names.has(step)) ? step : '*');
    return { issues: issues.map(({ steps, rule }) => ({ path: steps.map(shown).join('.'), rule })) };
  } catch (error) {
    throw new GuardError('schema', error);
  }
}

/** What a schema says of its own shape; nothing where it cannot say it. */
async function ownJsonSchema(schema: StandardSchema<unknown, unknown>): Promise<JsonSchema> {
  const { vendor, jsonSchema } = schema['~standard'];
  try {
    if (vendor !== 'zod') return jsonSchema?.input({ target: 'draft-2020-12' }) ?? {};
    const { toJSONSchema } = await import('zod/v4/core');
    return toJSONSchema(schema as unknown as $ZodType, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  } catch {
    return {};
  }
}

/** The names under every `properties` of a JSON Schema. */
function propertyNames(json: JsonSchema): ReadonlySet<string> {
  const names = new Set<string>();
  const seen = new Set<unknown>([json]); // a set takes what is added while it is walked
  for (const node of seen) {
    if (typeof node !== 'object' || node === null) continue;
    const { properties } = node as { readonly properties?: unknown };
    if (typeof properties === 'object' && properties !== null)
      for (const name of Object.keys(properties)) names.add(name);
    for (const inner of Object.values(node)) seen.add(inner);
  }
  return names;
}

const stepsOf = ({ path = [] }: StandardIssue): string[] =>
  path.map((step) => String(typeof step === 'object' ? step.key : step));

/** Messages of validators may quote the value, so only words that come from the schema are kept. */
function ruleOf(issue: StandardIssue): string {
  const { code, expected, minimum, maximum } = issue as unknown as Record<string, unknown>;
  const words = [
    typeof code === 'string' && WORD.test(code) ? code.replaceAll('_', ' ') : 'is not valid',
    typeof expected === 'string' && WORD.test(expected) ? `expected ${expected}` : undefined,
    typeof minimum === 'number' ? `minimum ${minimum}` : undefined,
    typeof maximum === 'number' ? `maximum ${maximum}` : undefined,
  ];
  return words.filter((word) => word !== undefined).join(', ');
}
