import { GuardError, InvalidInputError } from '../errors.ts';
import { invalid, show } from '../lib/check.ts';
import { readMessages } from '../lib/messages.ts';
import { loadJsonSchema, validate } from '../lib/schema.ts';
import { snapshot } from '../lib/snapshot.ts';
import { fieldsAsParts, type Task } from '../tasks/define-task.ts';
import type { CallContext } from './context.ts';
import { askObject, frozenSchema, type ObjectResult, refuseTools } from './object.ts';
import { buildRequest } from './request.ts';

/** Runs a task once: checks its input, asks, checks the answer. */
export async function runTask<Given, Output>(
  { operation, settings, call, providers }: CallContext,
  task: Task<Given, Output>,
  given: unknown,
): Promise<ObjectResult<Output>> {
  refuseTools(call.request);
  if (typeof task?.input?.['~standard']?.validate !== 'function')
    throw invalid('task', `must be made with defineTask, got ${show(task)}`);
  const { name, input, output, outputJson, instructions, prompt = fieldsAsParts, options } = task;
  const checked = await validate(input, given);
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
  const json = frozenSchema(outputJson ?? (await loadJsonSchema(output, 'schema', invalid)));
  return askObject(operation, providers, request, { name, json, schema: output });
}

/** Runs a function of the task's author; what it throws may quote the input, so its words are left out. */
function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new GuardError('task', error);
  }
}
