import type { Input, Part } from '../types/message.ts';
import type { JsonSchema, StandardSchema } from '../types/schema.ts';

/** A question asked the same way every time: typed data in, typed data out. */
export interface Task<Given, Output> {
  readonly name: string;
  /** What the model is to do. System text of yours, trusted: data belongs in the input. */
  readonly instructions: string | ((input: Given) => string);
  readonly input: StandardSchema<unknown, Given>;
  readonly output: StandardSchema<unknown, Output>;
  /** JSON Schema of the output, for schemas that cannot say it themselves. */
  readonly outputJson?: JsonSchema | undefined;
  /** The message made of the input. @default every field by name, as user text */
  readonly prompt?: ((input: Given) => Input) | undefined;
  /** What a provider that does the task itself needs to know. */
  readonly options?: ((input: Given) => unknown) | undefined;
}

/**
 * Defines a task for `client.run(task, input)`. `input` and `output` are zod schemas or any Standard Schema.
 * Throws TypeError when a part is missing.
 */
export function defineTask<Given, Output>(
  task: Omit<Task<Given, Output>, 'name'> & { readonly name?: string },
): Task<Given, Output> {
  const { name = 'task', instructions, input, output, outputJson, prompt, options } = task;
  if (typeof instructions !== 'function' && (typeof instructions !== 'string' || instructions.trim() === ''))
    throw new TypeError('`instructions` must be a string that is not empty, or a function');
  for (const [field, schema] of Object.entries({ input, output }))
    if (typeof schema?.['~standard']?.validate !== 'function')
      throw new TypeError(`\`${field}\` must be a Standard Schema, such as a zod schema`);
  return Object.freeze({ name, instructions, input, output, outputJson, prompt, options });
}

/** The default prompt: each field of the input as a part of user text under its name. */
export function fieldsAsParts(input: unknown): Input {
  if (typeof input === 'string') return input;
  if (typeof input !== 'object' || input === null) return String(input);
  return Object.entries(input).map(([name, value]): Part => {
    const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    return { type: 'text', text: `${name}:\n${text}\n\n` };
  });
}
