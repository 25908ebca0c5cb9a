import type { CallOptions } from '../../call-options.ts';
import { estimateTextTokens } from '../../lib/token-estimate.ts';
import { answerTokens, inputTokens } from '../../lib/tokens.ts';
import type { ChatRequest, ToolChoice, ToolDefinition } from '../../types/call.ts';
import type { JsonSchema } from '../../types/schema.ts';
import { badField } from '../refusal.ts';
import type { Estimate, ServedModel } from '../route.ts';
import { type ChatCompletionRequest, OF_OPENAI } from './request-schema.ts';
import { readTurns } from './turns.ts';

/** What a client is asked for. */
export interface Asked {
  readonly messages: ReturnType<typeof readTurns>;
  readonly options: CallOptions;
  /** What a JSON answer is to be like; undefined: text is asked for. */
  readonly schema: JsonSchema | undefined;
  readonly estimate: Estimate;
}

/** A body as a call of a client. Throws Refusal (400) for what this model, or any, cannot be asked for. */
export function askedOf(body: ChatCompletionRequest, served: ServedModel, maxDepth: number): Asked {
  const messages = readTurns(body.messages, maxDepth);
  const tools = readTools(body);
  const schema = schemaOf(body);
  if (schema && tools.length > 0)
    throw badField('response_format', 'goes with no `tools`: ask for the tools first, then for the JSON');
  const maxOutputTokens = body.max_completion_tokens ?? body.max_tokens ?? undefined;
  const options: CallOptions = {
    model: served.model,
    maxOutputTokens,
    temperature: body.temperature ?? undefined,
    topP: body.top_p ?? undefined,
    stopSequences: typeof body.stop === 'string' ? [body.stop] : (body.stop ?? undefined),
    seed: body.seed ?? undefined,
    ...(tools.length > 0 && { tools: Object.fromEntries(tools.map(asOption)), toolChoice: choiceOf(body) }),
    providerOptions: ofOpenAI(body, served),
  };
  const request: ChatRequest = { messages, tools, ...(schema && { responseFormat: { name: 'answer', schema } }) };
  const estimate = {
    inputTokens: inputTokens(request, estimateTextTokens),
    maxOutputTokens: maxOutputTokens ?? answerTokens(request),
    model: served.name,
  };
  return { messages, options, schema, estimate };
}

/** What a tool says of itself is text of a caller too. */
function readTools({ tools, tool_choice: choice }: ChatCompletionRequest): readonly ToolDefinition[] {
  const names = new Set<string>();
  const read = (tools ?? []).map(({ function: { name, description, parameters } }, index): ToolDefinition => {
    if (names.has(name)) throw badField(`tools[${index}].function.name`, 'is the name of another tool');
    names.add(name);
    return {
      name,
      description: description?.trim() ? description : undefined,
      parameters: parameters ?? NO_ARGUMENTS,
      trust: 'user',
    };
  });
  if (typeof choice === 'object' && choice !== null && !names.has(choice.function.name))
    throw badField('tool_choice', 'names none of `tools`');
  if (choice === 'required' && names.size === 0) throw badField('tool_choice', 'needs `tools`');
  return read;
}

const NO_ARGUMENTS: JsonSchema = { type: 'object', properties: {} };

const asOption = ({ name, parameters, ...rest }: ToolDefinition) => [name, { ...rest, input: parameters }] as const;

function choiceOf({ tool_choice: choice }: ChatCompletionRequest): ToolChoice | undefined {
  return typeof choice === 'object' && choice !== null ? { name: choice.function.name } : (choice ?? undefined);
}

function schemaOf({ response_format: format }: ChatCompletionRequest): JsonSchema | undefined {
  if (!format || format.type === 'text') return undefined;
  return (format.type === 'json_schema' ? format.json_schema.schema : undefined) ?? { type: 'object' };
}

const NEUTRAL: Readonly<Record<string, unknown>> = {
  presence_penalty: 0,
  frequency_penalty: 0,
  parallel_tool_calls: true,
};

/** The fields that OpenAI alone has, for each name that it answers by. */
function ofOpenAI(body: ChatCompletionRequest, { providers }: ServedModel): CallOptions['providerOptions'] {
  const fields = Object.keys(OF_OPENAI) as (keyof typeof OF_OPENAI)[];
  const given = fields.filter((name) => (body[name] ?? NEUTRAL[name]) !== NEUTRAL[name]);
  const [first] = given;
  if (first === undefined) return undefined;
  if (!providers.every((name) => name === 'openai' || name === 'azure'))
    throw badField(first, 'is for models of OpenAI, and this is not one: leave it out');
  const values = Object.fromEntries(given.map((name) => [name, body[name]]));
  return Object.fromEntries(providers.map((name) => [name, values]));
}
