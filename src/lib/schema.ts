import { GuardError } from '../errors.ts';
import type { JsonSchema, StandardResult, StandardSchema } from '../types/schema.ts';
import type { Check, Refuse } from './check.ts';
import { snapshot } from './snapshot.ts';

export const isStandardSchema = (value: unknown): value is StandardSchema =>
  (typeof value === 'object' || typeof value === 'function') &&
  value !== null &&
  typeof (value as Partial<StandardSchema>)['~standard']?.validate === 'function';

const MAX_DEPTH = 100;

/** A copy that no layer can change behind the screen's back. */
export const frozenSchema: Check<JsonSchema> = (value, field, refuse) =>
  snapshot(value, field, refuse, MAX_DEPTH) as JsonSchema;

/** What a schema says of a value, which is handed to it at once. Throws GuardError when the schema itself throws. */
export async function judged<Output>(
  schema: StandardSchema<unknown, Output>,
  value: unknown,
): Promise<StandardResult<Output>> {
  try {
    return await schema['~standard'].validate(value);
  } catch (error) {
    throw new GuardError('schema', error);
  }
}

/** The JSON Schema that a Standard Schema accepts; refuses one that cannot be written as JSON Schema. */
export function jsonSchemaOf(schema: StandardSchema<unknown, unknown>, field: string, refuse: Refuse): JsonSchema {
  const { jsonSchema } = schema['~standard'];
  if (!jsonSchema) throw refuse(field, 'offers no JSON Schema of its own: pass the JSON Schema itself');
  return written(() => jsonSchema.input({ target: 'draft-2020-12' }), field, refuse);
}

/** Throws where a schema has what JSON Schema has not. */
export function written(write: () => JsonSchema, field: string, refuse: Refuse): JsonSchema {
  try {
    return write();
  } catch {
    throw refuse(field, 'cannot be written as JSON Schema: leave out dates, transforms and custom types');
  }
}
