import {
  type Check,
  type Checks,
  fields,
  type Given,
  group,
  integer,
  invalid,
  listOf,
  number,
  oneOf,
  type Refuse,
  show,
  string,
} from './lib/check.ts';
import { isStandardSchema, jsonSchemaOf } from './lib/schema.ts';
import type { AllowEntry } from './lib/screening/policy.ts';
import { readSafely, snapshot } from './lib/snapshot.ts';
import { TRUST } from './lib/trust.ts';
import { ALLOW, TIMEOUT, type TimeoutOptions } from './options.ts';
import type { ChatRequest, ToolChoice, ToolDefinition } from './types/call.ts';
import type { Trust } from './types/message.ts';
import type { JsonSchema, StandardSchema } from './types/schema.ts';

/** The options of one call. */
export interface CallOptions {
  /** Your own system text. It goes first and is trusted: never build it from what users wrote. */
  readonly instructions?: string | undefined;
  /**
   * The model of the provider, of the first one where there are several; or models by provider name. @default the
   * provider's own
   */
  readonly model?: string | { readonly [provider: string]: string } | undefined;
  readonly maxOutputTokens?: number | undefined;
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
  /** At most 16. */
  readonly stopSequences?: readonly string[] | undefined;
  readonly seed?: number | undefined;
  /** Tools the model may ask for, by name. */
  readonly tools?: { readonly [name: string]: ToolOptions } | undefined;
  readonly toolChoice?: ToolChoice | undefined;
  /** Extra fields of one provider's wire format, by provider name. For `openai`, `null` leaves a field out. */
  readonly providerOptions?: { readonly [provider: string]: { readonly [option: string]: unknown } } | undefined;
  /** Whose call this is: a user, tenant or address. At most 256 characters. */
  readonly scope?: string | undefined;
  /** 0 (first) to 9 (last). @default 5 */
  readonly priority?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** `false`: neither takes an answer from the cache of the client nor leaves one there. */
  readonly cache?: false | undefined;
  /** What may stand in the input of this call, beside what the client lets pass. */
  readonly sanitize?: { readonly allow?: readonly AllowEntry[] | undefined } | undefined;
  /** Overrides the client's limits for this call. */
  readonly timeout?: TimeoutOptions | undefined;
}

export interface ToolOptions {
  readonly description?: string | undefined;
  /** A Standard Schema, or a JSON Schema as a plain object. */
  readonly input: StandardSchema<unknown, unknown> | JsonSchema;
  /** Who wrote the description and the schema: `untrusted` for tools that a server announced. @default 'trusted' */
  readonly trust?: Trust | undefined;
  /**
   * Whether placeholders in the arguments become the values they stand for: only for tools that may see personal data.
   * @default false
   */
  readonly restore?: boolean | undefined;
  /** What its arguments may end up in: patterns of it are reported as `tool-input` findings, and left. @default none */
  readonly inspect?: readonly ('shell' | 'sql' | 'path')[] | undefined;
}

const abortSignal: Check<AbortSignal> = (value, field, refuse) => {
  if (value instanceof AbortSignal) return value;
  throw refuse(field, `must be an AbortSignal, got ${show(value)}`);
};

const MAX_SCOPE_CHARS = 256; // thousands of them are kept, to count by
const TOOL_NAME = /^[\w-]{1,64}$/;

const refuse: Refuse = (field, rule) => invalid(field.replace(/^options\./, ''), rule);

const scope: Check<string> = (value, field, refuse) => {
  const name = string(value, field, refuse);
  if (name.length <= MAX_SCOPE_CHARS) return name;
  throw refuse(field, `must have at most ${MAX_SCOPE_CHARS} characters, got ${name.length}`);
};

const toolChoice: Check<ToolChoice> = (value, field, refuse) => {
  if (typeof value !== 'object' || value === null) return oneOf('auto', 'none', 'required')(value, field, refuse);
  const { name } = fields<{ name: string }>(value, field, refuse, { name: string });
  if (name === undefined) throw refuse(field, 'must name a tool');
  return Object.freeze({ name });
};

const plain =
  (maxDepth: number): Check<object> =>
  (value, field, refuse) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw refuse(field, `must be an object, got ${show(value)}`);
    return snapshot(value, field, refuse, maxDepth) as object;
  };

const tools =
  (maxDepth: number): Check<readonly ToolDefinition[]> =>
  (value, field, refuse) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw refuse(field, `must be an object of tools by name, got ${show(value)}`);
    const names = Object.keys(value);
    if (names.length > 128) throw refuse(field, `must hold at most 128 tools, got ${names.length}`);
    const list = names.map((name) => {
      if (!TOOL_NAME.test(name)) throw refuse(field, 'has a tool name that is not 1 to 64 letters, digits, `_` or `-`');
      const path = `${field}.${name}`;
      const tool = fields<ToolOptions>((value as Record<string, unknown>)[name], path, refuse, {
        description: string,
        input: (input) => input as JsonSchema,
        trust: TRUST,
        restore: oneOf<boolean>(true, false),
        inspect: listOf(oneOf<'shell' | 'sql' | 'path'>('shell', 'sql', 'path'), 3),
      });
      const schema = isStandardSchema(tool.input) ? jsonSchemaOf(tool.input, `${path}.input`, refuse) : tool.input;
      const parameters = plain(maxDepth)(schema, `${path}.input`, refuse) as JsonSchema;
      const { description, trust, restore, inspect } = tool;
      return Object.freeze({
        name,
        description,
        parameters,
        ...(trust && { trust }),
        ...(restore && { restore }),
        ...(inspect && { inspect }),
      });
    });
    return Object.freeze(list);
  };

type Models = NonNullable<ChatRequest['models']>;

const models: Check<string | Models> = (value, field, refuse) => {
  if (typeof value !== 'object' || value === null) return string(value, field, refuse);
  if (Array.isArray(value)) throw refuse(field, 'must be a string or an object of models by provider, got array');
  const entries = Object.entries(value).map(([name, model]) => [name, string(model, field, refuse)] as const);
  return Object.freeze(Object.fromEntries(entries));
};

/** What a call's options say about the request and about how it is carried out; `own` are those of one method alone. */
export interface CallSettings<Own extends object = object> {
  readonly request: Omit<ChatRequest, 'messages'>;
  readonly instructions: string | undefined;
  readonly scope: string | undefined;
  readonly priority: number;
  readonly signal: AbortSignal | undefined;
  readonly cache: false | undefined;
  readonly timeout: Given<TimeoutOptions>;
  readonly allow: readonly AllowEntry[];
  readonly own: Given<Own>;
}

type Shared = Omit<CallOptions, 'tools'> & { readonly tools?: readonly ToolDefinition[] };

const shared = (maxDepth: number): Checks<Shared> => ({
  instructions: string,
  model: models,
  maxOutputTokens: integer(1),
  temperature: number(0, 2),
  topP: number(0, 1),
  stopSequences: listOf(string, 16),
  seed: integer(Number.MIN_SAFE_INTEGER),
  tools: tools(maxDepth),
  toolChoice,
  providerOptions: plain(maxDepth) as Check<NonNullable<CallOptions['providerOptions']>>,
  scope,
  priority: integer(0, 9),
  signal: abortSignal,
  cache: oneOf(false),
  timeout: TIMEOUT,
  sanitize: group<{ allow?: readonly AllowEntry[] | undefined }>({ allow: ALLOW }),
});

/**
 * Checks the options of a call, each read once. Throws InvalidInputError naming field and rule.
 *
 * @param usualPriority that of a call that names none
 */
export function readCallOptions<Own extends object>(
  given: unknown,
  ownChecks: Checks<Own>,
  maxDepth: number,
  usualPriority = 5,
): CallSettings<Own> {
  const sharedChecks = shared(maxDepth);
  const checks = { ...ownChecks, ...sharedChecks } as Checks<Own & Shared>;
  const values = readSafely('options', () => fields<Own & Shared>(given ?? {}, 'options', refuse, checks));
  const {
    instructions,
    model,
    scope,
    priority = usualPriority,
    signal,
    cache,
    timeout = {},
    sanitize: { allow = [] } = {},
    ...rest
  } = values as Given<Omit<Shared, 'timeout'> & { timeout: Given<TimeoutOptions> }>;
  const isOwn = ([name]: [string, unknown]) => name in ownChecks;
  const entries = Object.entries(rest);
  const own = Object.fromEntries(entries.filter(isOwn)) as Given<Own>;
  const request = {
    ...Object.fromEntries(entries.filter((entry) => !isOwn(entry))),
    ...(typeof model === 'string' ? { model } : model && { models: model }),
  } as CallSettings['request'];
  return { request, instructions, scope, priority, signal, cache, timeout, allow, own };
}
