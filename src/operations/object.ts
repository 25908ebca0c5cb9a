import { ContentFilterError, OutputTruncatedError, SchemaError } from '../errors.ts';
import { assertAble } from '../lib/capabilities.ts';
import { type Check, type Checks, invalid, show } from '../lib/check.ts';
import { parseJson, unfenced } from '../lib/json.ts';
import { openSchema } from '../lib/open-schema.ts';
import { isStandardSchema, loadJsonSchema, type SchemaIssue, validate } from '../lib/schema.ts';
import { withSystem } from '../lib/schema-text.ts';
import { snapshot } from '../lib/snapshot.ts';
import type { ChatRequest, Provider } from '../types/call.ts';
import type { JsonSchema, StandardSchema } from '../types/schema.ts';
import type { CallContext } from './context.ts';
import type { Operation, OperationFacts } from './operation.ts';

export interface ObjectOptions<Output> {
  /** What the answer must be: a zod schema or any Standard Schema. */
  readonly schema: StandardSchema<unknown, Output>;
  /** The same as JSON Schema, for a schema that cannot say it itself. */
  readonly jsonSchema?: JsonSchema | undefined;
}

export type ObjectResult<Output> = { readonly object: Output } & OperationFacts;

const standardSchema: Check<StandardSchema<unknown, unknown>> = (value, field, refuse) => {
  if (isStandardSchema(value)) return value;
  throw refuse(field, `must be a zod schema or another Standard Schema, got ${show(value)}`);
};

const MAX_DEPTH = 100;

const jsonSchema: Check<JsonSchema> = (value, field, refuse) => snapshot(value, field, refuse, MAX_DEPTH) as JsonSchema;

/** A copy of a schema that no layer can change behind the screen's back. */
export const frozenSchema = (json: JsonSchema): JsonSchema => jsonSchema(json, 'jsonSchema', invalid);

export const OBJECT_OPTIONS: Checks<ObjectOptions<unknown>> = {
  schema: standardSchema,
  jsonSchema,
};

/** The shape that an answer must have: how it is described to the model, and how it is checked. */
export interface Shape<Output> {
  readonly name: string;
  /** Frozen to its depths. */
  readonly json: JsonSchema;
  readonly schema: StandardSchema<unknown, Output>;
}

/** Tools are for a conversation: asked again after a miss, an object would have run them twice. */
export function refuseTools({ tools }: Pick<ChatRequest, 'tools'>): void {
  if (tools?.length)
    throw invalid('tools', 'are for `chat`, `stream` and `batch`: gather there, then ask for the object');
}

export async function object<Output>(
  { call, operation, providers, request }: CallContext<ObjectOptions<unknown>>,
  input: unknown,
): Promise<ObjectResult<Output>> {
  const { schema, jsonSchema } = call.own;
  refuseTools(call.request);
  if (schema === undefined) throw invalid('schema', 'is missing: pass a zod schema or another Standard Schema');
  const asked = request(input);
  const json = jsonSchema ?? frozenSchema(await loadJsonSchema(schema, 'schema', invalid));
  const shape = { name: 'answer', json, schema: schema as StandardSchema<unknown, Output> };
  return askObject(operation, providers, asked, shape);
}

/**
 * Asks for one JSON value, puts values in the place of placeholders and validates it. A miss is asked for once more, telling
 * paths and rules of what was wrong and nothing of the answer. Throws OutputTruncatedError (before parsing), ContentFilterError, SchemaError.
 */
export async function askObject<Output>(
  operation: Operation,
  providers: readonly Provider[],
  request: ChatRequest,
  { name, json, schema }: Shape<Output>,
): Promise<ObjectResult<Output>> {
  const screening = await operation.screening.ready();
  if (screening.restores === 'text') screening.restores = 'value';
  const told = screening.replaces ? openSchema(json) : json;
  const asked: ChatRequest = Object.freeze({ ...request, responseFormat: Object.freeze({ name, schema: told }) });
  assertAble(asked, providers);
  const first = await askOnce(operation, asked, schema, json);
  if ('object' in first) return { ...first, ...operation.facts };
  const list = first.issues.map(({ path, rule }) => `- ${path || '(the whole value)'}: ${rule}`).join('\n');
  const again = withSystem(
    asked,
    `An earlier answer did not fit the schema:\n${list}\nAnswer again with the whole JSON value.`,
  );
  const second = await askOnce(operation, again, schema, json);
  if ('object' in second) return { ...second, ...operation.facts };
  throw new SchemaError(second.issues);
}

async function askOnce<Output>(
  operation: Operation,
  request: ChatRequest,
  schema: StandardSchema<unknown, Output>,
  json: JsonSchema,
): Promise<{ readonly object: Output } | { readonly issues: readonly SchemaIssue[] }> {
  const answer = await operation.ask(request);
  if (answer.finishReason === 'length') throw new OutputTruncatedError();
  if (answer.finishReason === 'content-filter') throw new ContentFilterError({ provider: answer.provider });
  const value = parseJson(unfenced(answer.text));
  const result =
    value === undefined ? { issues: [{ path: '', rule: 'is not JSON' }] } : await validate(schema, value, json);
  if ('value' in result) return { object: result.value };
  await operation.forget();
  return result;
}
