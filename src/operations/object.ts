import { type Check, type Checks, invalid, show } from '../lib/check.ts';
import { brought, late } from '../lib/late.ts';
import { frozenSchema, isStandardSchema, judged } from '../lib/schema.ts';
import type { Task } from '../tasks/define-task.ts';
import type { JsonSchema, StandardSchema } from '../types/schema.ts';
import type { CallContext } from './context.ts';
import type { OperationFacts } from './operation.ts';
import { refuseTools } from './request.ts';

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

export const OBJECT_OPTIONS: Checks<ObjectOptions<unknown>> = {
  schema: standardSchema,
  jsonSchema: frozenSchema,
};

/** Comes with the first object or task. What a caller gave is read before it is waited for. */
const asking = late(() => brought('of this method', import('./ask-object.ts')));

/** Asks for a value that fits the schema among the options. */
export async function object<Output>(
  { call, operation, providers, request }: CallContext<ObjectOptions<unknown>>,
  input: unknown,
): Promise<ObjectResult<Output>> {
  const { schema, jsonSchema } = call.own;
  refuseTools(call.request);
  if (schema === undefined) throw invalid('schema', 'is missing: pass a zod schema or another Standard Schema');
  const asked = request(input);
  const { askObject } = await asking();
  const shape = { name: 'answer', json: jsonSchema, schema: schema as StandardSchema<unknown, Output> };
  return askObject(operation, providers, asked, shape);
}

/** Runs a task once: has its schema judge the input, asks, checks the answer. */
export async function runTask<Given, Output>(
  context: CallContext,
  given: Task<Given, Output>,
  input: unknown,
): Promise<ObjectResult<Output>> {
  if (!isStandardSchema(given?.input)) throw invalid('task', `must be made with defineTask, got ${show(given)}`);
  const task = { ...given };
  const [result, { askTask }] = await Promise.all([judged<Given>(task.input, input), asking()]);
  return askTask(context, task, result);
}
