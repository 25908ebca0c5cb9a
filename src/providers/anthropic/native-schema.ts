import { isRecord, type JsonRecord } from '../../lib/json.ts';
import type { JsonSchema } from '../../types/schema.ts';

/** More of them in one schema is refused. */
const MAX_OPTIONAL = 24;
const MAX_UNIONS = 16;

/** Keywords that the API refuses, and that only narrow what a schema takes: they are said in its description. */
const NARROWING: ReadonlySet<string> = new Set(
  `minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern format minItems maxItems
   uniqueItems minProperties maxProperties default examples`.split(/\s+/),
);
const SILENT: ReadonlySet<string> = new Set(['$schema', '$id', '$comment', 'readOnly', 'writeOnly', 'deprecated']);
const TYPES: ReadonlySet<unknown> = new Set(['string', 'number', 'integer', 'boolean', 'null', 'array', 'object']);

/**
 * A schema as the API holds its models to it: what fits it fits the one given, but for rules that its descriptions tell.
 * Undefined where that cannot be said: references, open objects, values of any type, too many options or unions.
 *
 * @see https://platform.claude.com/docs/en/build-with-claude/structured-outputs (JSON Schema limitations)
 */
export function nativeSchema(schema: JsonSchema): JsonSchema | undefined {
  const counts: Counts = { optional: 0, unions: 0 };
  const native = schemaOf(schema, counts);
  return native && counts.optional <= MAX_OPTIONAL && counts.unions <= MAX_UNIONS ? native : undefined;
}

interface Counts {
  optional: number;
  unions: number;
}

function schemaOf(schema: unknown, counts: Counts): JsonRecord | undefined {
  if (!isRecord(schema)) return undefined;
  const { title, description, ...keywords } = schema;
  const shape: Record<string, unknown> = {};
  const rules: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(keywords)) {
    if (SILENT.has(keyword)) continue;
    if (NARROWING.has(keyword)) rules[keyword] = value;
    else shape[keyword] = value;
  }
  const native = shapeOf(shape, counts);
  if (!native) return undefined;
  const told = [description, Object.keys(rules).length > 0 ? JSON.stringify(rules) : undefined]
    .filter((text) => typeof text === 'string')
    .join('\n');
  return { ...native, ...(typeof title === 'string' && { title }), ...(told !== '' && { description: told }) };
}

/** One of the four forms: a union, literals, an object, an array, or a plain type; a mixture of them is none. */
function shapeOf(shape: JsonRecord, counts: Counts): JsonRecord | undefined {
  const {
    type,
    anyOf,
    oneOf,
    enum: values,
    const: value,
    properties,
    required,
    additionalProperties,
    items,
    ...rest
  } = shape;
  if (Object.keys(rest).length > 0) return undefined;
  const variants = anyOf ?? oneOf;
  if (variants !== undefined) return Object.keys(shape).length === 1 ? unionOf(variants, counts) : undefined;
  if (type === 'object') {
    const isOpen = additionalProperties !== undefined ? additionalProperties !== false : properties === undefined;
    return isOpen || items !== undefined ? undefined : objectOf(properties ?? {}, required ?? [], counts);
  }
  if (properties !== undefined || required !== undefined || additionalProperties !== undefined) return undefined;
  if (type === 'array') {
    const item = schemaOf(items, counts);
    return item && { type, items: item };
  }
  if (items !== undefined) return undefined;
  if (values !== undefined)
    return Array.isArray(values) && values.length > 0 && values.every(isLiteral) ? { enum: values } : undefined;
  if (value !== undefined) return isLiteral(value) ? { const: value } : undefined;
  return plainType(type, counts);
}

function unionOf(variants: unknown, counts: Counts): JsonRecord | undefined {
  if (!Array.isArray(variants) || variants.length === 0) return undefined;
  counts.unions += 1;
  const natives = variants.map((variant) => schemaOf(variant, counts));
  return natives.every((native) => native !== undefined) ? { anyOf: natives } : undefined;
}

function objectOf(properties: unknown, required: unknown, counts: Counts): JsonRecord | undefined {
  if (!isRecord(properties) || !Array.isArray(required)) return undefined;
  if (required.some((name) => !Object.hasOwn(properties, name))) return undefined; // closed, nothing would fit it
  const entries = Object.entries(properties);
  counts.optional += entries.filter(([name]) => !required.includes(name)).length;
  const natives = entries.map(([name, property]) => [name, schemaOf(property, counts)] as const);
  if (natives.some(([, native]) => native === undefined)) return undefined;
  return { type: 'object', properties: Object.fromEntries(natives), required, additionalProperties: false };
}

function plainType(type: unknown, counts: Counts): JsonRecord | undefined {
  if (Array.isArray(type)) counts.unions += 1;
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  const isPlain = types.length > 0 && types.every((each) => TYPES.has(each) && each !== 'array' && each !== 'object');
  return isPlain ? { type } : undefined;
}

const isLiteral = (value: unknown): boolean => value === null || ['string', 'number', 'boolean'].includes(typeof value);
