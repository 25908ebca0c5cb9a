import {
  type Check,
  type Checks,
  characters,
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
import type { AllowEntry } from './lib/screening/policy.ts';
import { plainObject, readSafely } from './lib/snapshot.ts';
import { ALLOW, TIMEOUT, type TimeoutOptions } from './options.ts';
import { TOOL_POLICY, type ToolPolicy } from './tools/policy.ts';
import { type ReadTool, type RunnableTool, toolsCheck } from './tools/read-tools.ts';
import type { Tool } from './tools/tool.ts';
import type { ChatRequest, ToolChoice } from './types/call.ts';

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
  /** At most 16, none empty. White space alone is one too, but not for `anthropic`, whose API refuses it. */
  readonly stopSequences?: readonly string[] | undefined;
  readonly seed?: number | undefined;
  /** Tools the model may ask for, by name. Those with `execute` are run by `chat`, `stream` and `batch`. */
  readonly tools?: { readonly [name: string]: Tool } | undefined;
  /** Overrides the client's limits for this call; `allow` narrows its list. */
  readonly toolPolicy?: ToolPolicy | undefined;
  /** Of the first pass; those that follow tools are free to answer. */
  readonly toolChoice?: ToolChoice | undefined;
  /** Extra fields of one provider's wire format, by provider name. For `openai`, `null` leaves a field out. */
  readonly providerOptions?: { readonly [provider: string]: { readonly [option: string]: unknown } } | undefined;
  /** Whose call this is: a user, tenant or address. At most 256 characters. */
  readonly scope?: string | undefined;
  /** Who asks, as your authentication names them. Audit records say it, nothing else reads it. At most 256 characters. */
  readonly principal?: string | undefined;
  /** Of the request that this call is a part of: audit records say it, so that they can be joined with yours. At most 256 characters. */
  readonly requestId?: string | undefined;
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

const abortSignal: Check<AbortSignal> = (value, field, refuse) => {
  if (value instanceof AbortSignal) return value;
  throw refuse(field, `must be an AbortSignal, got ${show(value)}`);
};

const MAX_NAME_CHARS = 256; // thousands of scopes are kept, to count by

const refuse: Refuse = (field, rule) => invalid(field.replace(/^options\./, ''), rule);

const shortName: Check<string> = (value, field, refuse) => {
  const name = string(value, field, refuse);
  if (name.length <= MAX_NAME_CHARS) return name;
  throw refuse(field, `must have at most ${MAX_NAME_CHARS} characters, got ${name.length}`);
};

const toolChoice: Check<ToolChoice> = (value, field, refuse) => {
  if (typeof value !== 'object' || value === null) return oneOf('auto', 'none', 'required')(value, field, refuse);
  const { name } = fields<{ name: string }>(value, field, refuse, { name: string });
  if (name === undefined) throw refuse(field, 'must name a tool');
  return Object.freeze({ name });
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
  readonly principal: string | undefined;
  readonly requestId: string | undefined;
  readonly priority: number;
  readonly signal: AbortSignal | undefined;
  readonly cache: false | undefined;
  readonly timeout: Given<TimeoutOptions>;
  /** How the tools are run that are run here, by name. */
  readonly runnable: ReadonlyMap<string, RunnableTool>;
  readonly toolPolicy: Given<ToolPolicy>;
  readonly allow: readonly AllowEntry[];
  readonly own: Given<Own>;
}

type Shared = Omit<CallOptions, 'tools'> & { readonly tools?: readonly ReadTool[] };

const shared = (maxDepth: number): Checks<Shared> => ({
  instructions: string,
  model: models,
  maxOutputTokens: integer(1),
  temperature: number(0, 2),
  topP: number(0, 1),
  stopSequences: listOf(characters, 16),
  seed: integer(Number.MIN_SAFE_INTEGER),
  tools: toolsCheck(maxDepth),
  toolPolicy: TOOL_POLICY,
  toolChoice,
  providerOptions: plainObject(maxDepth) as Check<NonNullable<CallOptions['providerOptions']>>,
  scope: shortName,
  principal: shortName,
  requestId: shortName,
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
    principal,
    requestId,
    priority = usualPriority,
    signal,
    cache,
    timeout = {},
    tools,
    toolPolicy = {},
    sanitize: { allow = [] } = {},
    ...rest
  } = values as Given<
    Omit<Shared, 'timeout' | 'toolPolicy'> & { timeout: Given<TimeoutOptions>; toolPolicy: Given<ToolPolicy> }
  >;
  const isOwn = ([name]: [string, unknown]) => name in ownChecks;
  const entries = Object.entries(rest);
  const own = Object.fromEntries(entries.filter(isOwn)) as Given<Own>;
  const request = {
    ...Object.fromEntries(entries.filter((entry) => !isOwn(entry))),
    ...(tools && { tools: Object.freeze(tools.map(({ definition }) => definition)) }),
    ...(typeof model === 'string' ? { model } : model && { models: model }),
  } as CallSettings['request'];
  const runnable = new Map(
    tools?.flatMap(({ definition, runnable }) => (runnable ? [[definition.name, runnable] as const] : [])),
  );
  return {
    request,
    instructions,
    scope,
    principal,
    requestId,
    priority,
    signal,
    cache,
    timeout,
    runnable,
    toolPolicy,
    allow,
    own,
  };
}
