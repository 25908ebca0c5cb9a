import { InvalidInputError } from '../../errors.ts';
import { badField, type Refusal, refusalOf } from '../refusal.ts';

/** Options of a client by what they are called here. */
const NAMES: Readonly<Record<string, string>> = {
  input: 'messages',
  maxOutputTokens: 'max_completion_tokens',
  topP: 'top_p',
  stopSequences: 'stop',
  toolChoice: 'tool_choice',
  jsonSchema: 'response_format',
  schema: 'response_format',
  provider: 'response_format',
  providerOptions: 'model',
};

/** What a caller is told of a failure, in the words of this dialect. */
export function failureOf(error: unknown): Refusal {
  if (!(error instanceof InvalidInputError)) return refusalOf(error);
  const { field, rule } = error;
  const [option = ''] = field.split(/[.[]/);
  const name = option === 'tools' ? 'tools' : NAMES[option]; // what follows `tools.` is somebody's word
  return badField(name ?? field, rule);
}
