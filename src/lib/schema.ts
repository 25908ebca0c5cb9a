import type { $ZodType } from 'zod/v4/core';
import type { JsonSchema, StandardIssue, StandardSchema } from '../types/schema.ts';
import type { Refuse } from './check.ts';

/** Where a value breaks a schema: a path and a rule in the schema's own terms, never the value. */
export interface SchemaIssue {
  readonly path: string;
  readonly rule: string;
}

const MAX_ISSUES = 20; // a list of 100,000 bad items would make a message of megabytes
const WORD = /^[\w$.-]{1,40}$/;

export const isStandardSchema = (value: unknown): value is StandardSchema =>
  (typeof value === 'object' || typeof value === 'function') &&
  value !== null &&
  typeof (value as Partial<StandardSchema>)['~standard']?.validate === 'function';

/** The JSON Schema that a Standard Schema accepts; refuses one that cannot be written as JSON Schema. */
export function jsonSchemaOf(schema: StandardSchema<unknown, unknown>, field: string, refuse: Refuse): JsonSchema {
  const { jsonSchema } = schema['~standard'];
  if (!jsonSchema) throw refuse(field, 'offers no JSON Schema of its own: pass the JSON Schema itself');
  return written(() => jsonSchema.input({ target: 'draft-2020-12' }), field, refuse);
}

/** The same; for a schema of zod/mini, which leaves JSON Schema out to stay small, zod's converter is loaded. */
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

function written(write: () => JsonSchema, field: string, refuse: Refuse): JsonSchema {
  try {
    return write();
  } catch {
    throw refuse(field, 'cannot be written as JSON Schema: leave out dates, transforms and custom types');
  }
}

/** Validates; resolves with the output value or with at most 20 issues. */
export async function validate<Output>(
  schema: StandardSchema<unknown, Output>,
  value: unknown,
): Promise<{ readonly value: Output } | { readonly issues: readonly SchemaIssue[] }> {
  const result = await schema['~standard'].validate(value);
  return result.issues ? { issues: result.issues.slice(0, MAX_ISSUES).map(describe) } : { value: result.value };
}

/** Messages of validators may quote the value, so only words that come from the schema are kept. */
function describe(issue: StandardIssue): SchemaIssue {
  const { code, expected, minimum, maximum } = issue as unknown as Record<string, unknown>;
  const words = [
    typeof code === 'string' && WORD.test(code) ? code.replaceAll('_', ' ') : 'is not valid',
    typeof expected === 'string' && WORD.test(expected) ? `expected ${expected}` : undefined,
    typeof minimum === 'number' ? `minimum ${minimum}` : undefined,
    typeof maximum === 'number' ? `maximum ${maximum}` : undefined,
  ];
  const path = (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step));
  return {
    path: path.map((key) => (WORD.test(key) ? key : '*')).join('.'),
    rule: words.filter((word) => word !== undefined).join(', '),
  };
}
