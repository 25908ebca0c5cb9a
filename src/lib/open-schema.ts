import type { JsonSchema } from '../types/schema.ts';

/** What a placeholder cannot satisfy in place of the value that it stands for. */
const FORMS: ReadonlySet<string> = new Set(['format', 'pattern', 'minLength', 'maxLength']);
/** Keywords that hold schemas by name, so that a name of theirs is no keyword. */
const NAMED: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
]);
/** Keywords that hold values, or schemas that would mean something else without their rules: they stay as they are. */
const KEPT: ReadonlySet<string> = new Set(
  'const enum default examples required not oneOf if then else contains'.split(' '),
);

/**
 * A JSON Schema without rules about the form of strings, for a model that answers in placeholders. The whole schema is
 * checked once the values are back.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-validation sections 6.3 and 7
 */
export function openSchema(schema: JsonSchema): JsonSchema {
  return open(schema) as JsonSchema;
}

function open(schema: unknown): unknown {
  if (Array.isArray(schema)) return Object.freeze(schema.map(open));
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema)
    .filter(([keyword]) => !FORMS.has(keyword))
    .map(([keyword, value]) => [keyword, KEPT.has(keyword) ? value : NAMED.has(keyword) ? byName(value) : open(value)]);
  return Object.freeze(Object.fromEntries(entries));
}

const byName = (schemas: unknown): unknown =>
  typeof schemas === 'object' && schemas !== null
    ? Object.freeze(Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, open(schema)])))
    : schemas;
