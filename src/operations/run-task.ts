import { InvalidInputError } from '../errors.ts';
import { invalid } from '../lib/check.ts';
import { readMessages } from '../lib/messages.ts';
import { loadJsonSchema, validate } from '../lib/schema.ts';
import { fieldsAsParts, type Task } from '../tasks/define-task.ts';
import type { CallContext } from './context.ts';
import { askObject, type ObjectResult } from './object.ts';
import { buildRequest } from './request.ts';

/** Runs a task once: checks its input, asks, checks the answer. */
export async function runTask<Given, Output>(
  { operation, settings, call }: CallContext,
  task: Task<Given, Output>,
  given: unknown,
): Promise<ObjectResult<Output>> {
  const { name, input, output, outputJson, instructions, prompt = fieldsAsParts, options } = task;
  const checked = await validate(input, given);
  if ('issues' in checked) {
    const [first] = checked.issues;
    throw new InvalidInputError(`input${first?.path ? `.${first.path}` : ''}`, `does not fit the task: ${first?.rule}`);
  }
  const { value } = checked;
  const own = typeof instructions === 'string' ? instructions : instructions(value);
  const all = call.instructions === undefined ? own : `${call.instructions}\n\n${own}`;
  const messages = readMessages(prompt(value), settings.sanitize);
  const request = buildRequest(messages, { ...call, instructions: all }, settings.provider);
  const json = outputJson ?? (await loadJsonSchema(output, 'schema', invalid));
  return askObject(
    operation,
    settings.provider,
    { ...request, task: { name, options: options?.(value) } },
    {
      name,
      json,
      schema: output,
    },
  );
}
