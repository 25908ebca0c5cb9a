import { InvalidInputError } from '../../errors.ts';
import { isRecord, type JsonRecord } from '../../lib/json.ts';
import { schemaInWords } from '../../lib/schema-text.ts';
import type { ChatRequest, ToolChoice, ToolDefinition } from '../../types/call.ts';
import { extraOf, withoutNulls } from '../extra.ts';
import { encodeMessages } from './encode-messages.ts';
import { encodeSystem } from './encode-system.ts';
import { nativeSchema } from './native-schema.ts';
import type { Settings } from './settings.ts';

/**
 * Fields that decide what is asked of whom, how long the answer may be, as budgets count on it, and how the reply is read: no
 * provider option may undo them.
 */
const OURS: ReadonlySet<string> = new Set([
  'messages',
  'model',
  'stream',
  'system',
  'tools',
  'mcp_servers',
  'fallbacks',
  'max_tokens',
]);

/** The body of a request. Throws InvalidInputError for content that Messages cannot carry. */
export function encode(request: ChatRequest, wire: 'stream' | 'whole', settings: Settings): JsonRecord {
  const { maxOutputTokens = settings.maxOutputTokens, temperature, topP, stopSequences, tools, toolChoice } = request;
  const options = extraOf(request, 'anthropic', OURS);
  const schema = schemaFor(request, settings, options);
  const words = request.responseFormat && !schema ? schemaInWords(request.responseFormat.schema) : undefined;
  const system = encodeSystem(request.messages, settings.promptCache, words);
  const format = schema && { format: { type: 'json_schema', schema } };
  const { output_config: config } = options;
  const body: Record<string, unknown> = {
    model: request.model ?? settings.model,
    max_tokens: maxOutputTokens,
    messages: encodeMessages(request.messages, settings),
    stream: wire === 'stream',
    ...(system.length > 0 && { system }),
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(stopSequences?.length && { stop_sequences: visible(stopSequences) }),
    ...(tools?.length && { tools: encodeTools(tools, system.length > 0 ? undefined : settings.promptCache) }),
    ...(tools?.length && toolChoice !== undefined && { tool_choice: encodeToolChoice(toolChoice) }),
    ...options,
    ...(lacksThinking(request.messages, options) && { thinking: null }),
    ...(format && { output_config: isRecord(config) ? { ...config, ...format } : format }),
  };
  return withoutNulls(body);
}

/**
 * The schema that the API holds the model to; undefined has it said in words. Only Anthropic itself is sure to do it, and
 * never beside citations.
 */
function schemaFor({ responseFormat, messages }: ChatRequest, settings: Settings, options: JsonRecord) {
  if (!responseFormat || !settings.endpoint.isOwnHost || options.output_config === null) return undefined;
  const cites = settings.citations && messages.some(({ content }) => content.some(({ type }) => type === 'file'));
  return cites ? undefined : nativeSchema(responseFormat.schema);
}

/**
 * Whether the turn that goes on has tool calls of another provider: beside a budget for thinking the API wants what was
 * thought before them.
 *
 * @see https://docs.anthropic.com/en/docs/build-with-claude/extended-thinking
 */
function lacksThinking(messages: ChatRequest['messages'], { thinking }: JsonRecord): boolean {
  if (!isRecord(thinking) || thinking.type !== 'enabled' || messages.at(-1)?.role !== 'tool') return false;
  const turn = messages.findLast(({ role }) => role === 'assistant')?.content ?? [];
  return !turn.some((part) => part.type === 'continuation' && part.provider === 'anthropic');
}

/** The API answers with an error where one of them is white space alone. */
function visible(stopSequences: readonly string[]): readonly string[] {
  const index = stopSequences.findIndex((text) => text.trim() === '');
  if (index < 0) return stopSequences;
  throw new InvalidInputError(`stopSequences[${index}]`, 'must not be white space alone for Anthropic: leave it out');
}

/** A breakpoint behind system text keeps the tools before it as well. */
const encodeTools = (tools: readonly ToolDefinition[], ttl: Settings['promptCache']): readonly JsonRecord[] =>
  tools.map(({ name, description, parameters }, index) => ({
    name,
    ...(description !== undefined && { description }),
    input_schema: { type: 'object', ...parameters },
    ...(ttl && index === tools.length - 1 && { cache_control: { type: 'ephemeral', ttl } }),
  }));

const TOOL_CHOICES = { auto: 'auto', none: 'none', required: 'any' } as const;

const encodeToolChoice = (choice: ToolChoice): JsonRecord =>
  typeof choice === 'string' ? { type: TOOL_CHOICES[choice] } : { type: 'tool', name: choice.name };
