import {
  type Check,
  callable,
  fields,
  type Given,
  integer,
  isObject,
  limit,
  listOf,
  oneOf,
  type Refuse,
  show,
  string,
} from '../lib/check.ts';
import { isStandardSchema, jsonSchemaOf } from '../lib/schema.ts';
import { plainObject } from '../lib/snapshot.ts';
import { TRUST } from '../lib/trust.ts';
import { TOOL_NAME } from '../lib/turn-parts.ts';
import type { ToolDefinition } from '../types/call.ts';
import type { JsonSchema, StandardSchema } from '../types/schema.ts';
import type { ToolContext, ToolOptions } from './tool.ts';

/** How a tool is run here. */
export interface RunnableTool {
  /** Absent: its arguments are not checked. */
  readonly schema: StandardSchema<unknown, unknown> | undefined;
  /** The names in it may be told of. */
  readonly json: JsonSchema;
  readonly execute: (input: unknown, context: ToolContext) => unknown;
  readonly approve: boolean | ((input: unknown, context: ToolContext) => unknown) | undefined;
  readonly sideEffects: boolean;
  readonly timeoutMs: number | undefined;
  readonly maxOutputChars: number | undefined;
}

/** A tool as it was read: what a provider is told of it, and how it is run, if it is run here. */
export interface ReadTool {
  readonly definition: ToolDefinition;
  readonly runnable: RunnableTool | undefined;
}

const MAX_TOOLS = 128;

const bool = oneOf<boolean>(true, false);

const approval: Check<NonNullable<ToolOptions['approve']>> = (value, field, refuse) => {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'function') return value as never;
  throw refuse(field, `must be true, false or a function, got ${show(value)}`);
};

const OPTIONS = {
  description: string,
  input: (input: unknown) => input as JsonSchema,
  execute: callable as Check<RunnableTool['execute']>,
  approve: approval,
  sideEffects: bool,
  timeoutMs: limit,
  maxOutputChars: integer(1),
  trust: TRUST,
  restore: bool,
  inspect: listOf(oneOf<'shell' | 'sql' | 'path'>('shell', 'sql', 'path'), 3),
};

/** What only means something to a tool that is run here. */
const OF_RUNNING = ['approve', 'sideEffects', 'timeoutMs', 'maxOutputChars'] as const;

/** The check of `tools`, an object of tools by name; each property of a tool is read once. */
export const toolsCheck =
  (maxDepth: number): Check<readonly ReadTool[]> =>
  (value, field, refuse) => {
    if (!isObject(value)) throw refuse(field, `must be an object of tools by name, got ${show(value)}`);
    const names = Object.keys(value);
    if (names.length > MAX_TOOLS) throw refuse(field, `must hold at most ${MAX_TOOLS} tools, got ${names.length}`);
    return names.map((name) => {
      if (!TOOL_NAME.test(name)) throw refuse(field, 'has a tool name that is not 1 to 64 letters, digits, `_` or `-`');
      const path = `${field}.${name}`;
      const tool = fields<ToolOptions>((value as Record<string, unknown>)[name], path, refuse, OPTIONS);
      return readTool(name, tool, path, refuse, maxDepth);
    });
  };

function readTool(name: string, tool: Given<ToolOptions>, path: string, refuse: Refuse, maxDepth: number): ReadTool {
  const { description, input, trust, restore, inspect, execute } = tool;
  const schema = isStandardSchema(input) ? input : undefined;
  const given = schema ? jsonSchemaOf(schema, `${path}.input`, refuse) : input;
  const parameters = plainObject(maxDepth)(given, `${path}.input`, refuse) as JsonSchema;
  const stray = OF_RUNNING.find((option) => tool[option] !== undefined);
  if (!execute && stray) throw refuse(`${path}.${stray}`, 'is for a tool that is run here: give it `execute`');
  return {
    definition: Object.freeze({
      name,
      description,
      parameters,
      ...(trust && { trust }),
      ...(restore && { restore }),
      ...(inspect && { inspect }),
    }),
    runnable: execute && {
      schema,
      json: parameters,
      execute,
      approve: tool.approve,
      sideEffects: tool.sideEffects ?? true,
      timeoutMs: tool.timeoutMs,
      maxOutputChars: tool.maxOutputChars,
    },
  };
}
