import { ContentFilterError, GuardError, InvalidInputError, OutputTruncatedError, SchemaError } from '../errors.ts';
import { assertAble } from '../lib/capabilities.ts';
import { invalid } from '../lib/check.ts';
import { parseJson, unfenced } from '../lib/json.ts';
import { readMessages } from '../lib/messages.ts';
import { openSchema } from '../lib/open-schema.ts';
import { frozenSchema, judged } from '../lib/schema.ts';
import { withSystem } from '../lib/schema-text.ts';
import { snapshot } from '../lib/snapshot.ts';
import { loadJsonSchema, type SchemaIssue, validate, verdictOf } from '../lib/validate.ts';
import { fieldsAsParts, type Task } from '../tasks/define-task.ts';
import type { ChatRequest, Provider } from '../types/call.ts';
import type { JsonSchema, StandardResult, StandardSchema } from '../types/schema.ts';
import type { CallContext } from './context.ts';
import type { ObjectResult } from './object.ts';
import type { Operation } from './operation.ts';
import { buildRequest, refuseTools } from './request.ts';

/** The shape that an answer must have: how it is described to the model, and how it is checked. */
interface Shape<Output> {
  readonly name: string;
  /** Absent: what the schema says of itself. */
  readonly json: JsonSchema | undefined;
  readonly schema: StandardSchema<unknown, Output>;
}

/**
 * Asks for one JSON value, puts values in the place of placeholders and validates it. A miss is asked for once more, telling
 * paths and rules of what was wrong and nothing of the answer. Throws OutputTruncatedError (before parsing), ContentFilterError, SchemaError.
 */
export async function askObject<Output>(
  operation: Operation,
  providers: readonly Provider[],
  request: ChatRequest,
  { name, json: given, schema }: Shape<Output>,
): Promise<ObjectResult<Output>> {
  const json = frozenSchema(given ?? (await loadJsonSchema(schema, 'schema', invalid)), 'jsonSchema', invalid);
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

/** Runs a task once: checks its input, asks, checks the answer. */
export const runTask = async <Given, Output>(
  context: CallContext,
  task: Task<Given, Output>,
  input: unknown,
): Promise<ObjectResult<Output>> => askTask(context, task, await judged(task.input, input));

/** Asks what a task asks, of an input that its schema has judged. */
export async function askTask<Given, Output>(
  { operation, settings, call, providers }: CallContext,
  task: Task<Given, Output>,
  result: StandardResult<Given>,
): Promise<ObjectResult<Output>> {
  refuseTools(call.request);
  const { name, input, output, outputJson, instructions, prompt = fieldsAsParts, options } = task;
  const checked = await verdictOf(result, input);
  if ('issues' in checked) {
    const [first] = checked.issues;
    throw new InvalidInputError(`input${first?.path ? `.${first.path}` : ''}`, `does not fit the task: ${first?.rule}`);
  }
  const { value } = checked;
  const own = typeof instructions === 'string' ? instructions : guarded(() => instructions(value));
  const all = call.instructions === undefined ? own : `${call.instructions}\n\n${own}`;
  const asked = guarded(() => prompt(value));
  const hint = options && guarded(() => options(value));
  const { maxDepth } = settings.sanitize;
  const request = Object.freeze({
    ...buildRequest(readMessages(asked, settings.sanitize), { ...call, instructions: all }, providers),
    task: Object.freeze({ name, options: options && snapshot(hint, 'options', invalid, maxDepth) }),
  });
  return askObject(operation, providers, request, { name, json: outputJson, schema: output });
}

/** Runs a function of the task's author; what it throws may quote the input, so its words are left out. */
function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new GuardError('task', error);
  }
}
