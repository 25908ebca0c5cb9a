import type { ResponseCreateParams } from 'openai/resources/responses/responses';
import type { ChatRequest, ToolChoice, ToolDefinition } from '../../../types/call.ts';
import { extraOf, withoutNulls } from '../../extra.ts';
import type { Settings } from '../shared-settings.ts';
import { encodeInput } from './encode-input.ts';

type Params = ResponseCreateParams;

/**
 * Fields that no provider option may set: what is asked of whom, how long the answer may be, as budgets count on it, how the
 * reply is read, and texts kept at the vendor, which no safeguard here has seen.
 */
const OURS: ReadonlySet<string> = new Set([
  'input',
  'instructions',
  'model',
  'stream',
  'background',
  'conversation',
  'previous_response_id',
  'prompt',
  'max_output_tokens',
]);

/** Models that reason, by the names OpenAI gives them. Others refuse to be asked for sealed reasoning. */
const REASONS = /(?:^|[/:])(?:o\d|gpt-(?:[5-9]|\d\d)(?!.*-chat))/;
const SEALED_REASONING = 'reasoning.encrypted_content';

/**
 * The body of a request. Nothing is kept at the vendor unless `store` is asked for: reasoning comes back sealed instead.
 * Throws InvalidInputError for content that Responses cannot carry.
 */
export function encode(request: ChatRequest, wire: 'stream' | 'whole', settings: Settings): Params {
  const { maxOutputTokens, temperature, topP, tools, toolChoice, responseFormat } = request;
  const { text, tools: hosted, include, ...extra } = extraOf(request, settings.provider, OURS);
  const model = request.model ?? settings.model;
  const params: Params = {
    model,
    input: encodeInput(request.messages, settings.provider),
    stream: wire === 'stream',
    store: false,
  };
  if (maxOutputTokens !== undefined) params.max_output_tokens = maxOutputTokens;
  if (temperature !== undefined) params.temperature = temperature;
  if (topP !== undefined) params.top_p = topP;
  if (toolChoice !== undefined) params.tool_choice = encodeToolChoice(toolChoice);
  return withoutNulls({
    ...params,
    ...extra,
    ...added('tools', tools?.map(encodeTool), hosted),
    ...added('include', REASONS.test(model) ? [SEALED_REASONING] : [], include),
    ...merged('text', responseFormat && { format: encodeFormat(responseFormat) }, text),
  });
}

const encodeTool = ({ name, description, parameters }: ToolDefinition) => ({
  type: 'function' as const,
  name,
  parameters: { ...parameters },
  strict: false,
  ...(description !== undefined && { description }),
});

const encodeFormat = ({ name, schema }: NonNullable<ChatRequest['responseFormat']>) => ({
  type: 'json_schema' as const,
  name,
  schema: { ...schema },
  strict: false,
});

const encodeToolChoice = (choice: ToolChoice) =>
  typeof choice === 'string' ? choice : { type: 'function' as const, name: choice.name };

/** A list of ours with what a call adds; `null` takes all of it away. */
function added(field: string, ours: readonly unknown[] = [], given: unknown): object {
  if (given !== undefined && !Array.isArray(given)) return { [field]: given };
  const list = [...ours, ...(given ?? [])];
  return list.length > 0 ? { [field]: list } : {};
}

/** An object of ours with what a call adds, such as `verbosity`; `null` takes all of it away. */
function merged(field: string, ours: object | undefined, given: unknown): object {
  if (given === undefined) return ours ? { [field]: ours } : {};
  return { [field]: typeof given === 'object' && given !== null ? { ...given, ...ours } : given };
}
