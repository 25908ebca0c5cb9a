import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import type { ChatRequest, ToolChoice, ToolDefinition } from '../../../types/call.ts';
import { extraOf, withoutNulls } from '../../extra.ts';
import type { Settings } from '../shared-settings.ts';
import { encodeMessages } from './encode-messages.ts';

type Params = ChatCompletionCreateParams;

/**
 * Fields that decide what is asked of whom, how long the answer may be, as budgets count on it, and how the reply is read: no
 * provider option may undo them.
 */
const OURS: ReadonlySet<string> = new Set(['messages', 'model', 'stream', 'n', 'max_tokens', 'max_completion_tokens']);

/** The body of a request. Throws InvalidInputError for content that Chat Completions cannot carry. */
export function encode(request: ChatRequest, wire: 'stream' | 'whole', settings: Settings): Params {
  const { maxOutputTokens, temperature, topP, stopSequences, seed, tools, toolChoice, responseFormat } = request;
  const params: Params = {
    model: request.model ?? settings.model,
    messages: encodeMessages(request.messages),
    stream: wire === 'stream',
  };
  if (maxOutputTokens !== undefined) params[settings.maxTokensField] = maxOutputTokens;
  if (temperature !== undefined) params.temperature = temperature;
  if (topP !== undefined) params.top_p = topP;
  if (stopSequences?.length) params.stop = [...stopSequences];
  if (seed !== undefined) params.seed = seed;
  if (tools?.length) params.tools = tools.map(encodeTool);
  if (toolChoice !== undefined) params.tool_choice = encodeToolChoice(toolChoice);
  if (responseFormat) params.response_format = encodeFormat(responseFormat);
  if (params.stream) params.stream_options = { include_usage: true };
  return withoutNulls({ ...params, ...extraOf(request, settings.provider, OURS) });
}

const encodeTool = ({ name, description, parameters }: ToolDefinition) => ({
  type: 'function' as const,
  function: { name, parameters: { ...parameters }, ...(description !== undefined && { description }) },
});

const encodeFormat = ({ name, schema }: NonNullable<ChatRequest['responseFormat']>) => ({
  type: 'json_schema' as const,
  json_schema: { name, schema: { ...schema }, strict: false },
});

const encodeToolChoice = (choice: ToolChoice) =>
  typeof choice === 'string' ? choice : { type: 'function' as const, function: { name: choice.name } };
