import type { Trust } from '../types/message.ts';
import type { JsonSchema, StandardSchema } from '../types/schema.ts';

/** What a tool is told beside its arguments. */
export interface ToolContext {
  /** Aborts with the call, and when the tool has taken its time. Pass it on to whatever the tool waits for. */
  readonly signal: AbortSignal;
  readonly toolCallId: string;
  /** The `scope` of the call. */
  readonly scope?: string;
  /** Whether untrusted text is part of the conversation, so that what is asked for may be what a stranger wants. */
  readonly untrusted: boolean;
}

export type ToolSchema = StandardSchema<unknown, unknown> | JsonSchema;

/** What a schema makes of arguments. A JSON Schema is told to the model and not checked here, so nothing is known. */
export type ToolInput<Schema> = Schema extends StandardSchema<unknown, infer Output> ? Output : unknown;

export interface ToolOptions<Schema extends ToolSchema = ToolSchema, Input = ToolInput<Schema>> {
  readonly description?: string | undefined;
  /** A Standard Schema, or a JSON Schema as a plain object. */
  readonly input: Schema;
  /**
   * Runs the tool. A string goes to the model as it is, anything else as JSON, untrusted and screened. What it throws stays
   * here: the model learns only that the tool failed. @default none: the call ends, and running the tool is yours
   */
  readonly execute?: ((input: Input, context: ToolContext) => unknown) | undefined;
  /**
   * Whether it may run: `true`, always; `false`, never; or a function that is asked every time, with checked arguments.
   * Anything but `true`, and an error, means no. Its time counts to `timeout.totalMs`. @default yes, but for a tool with
   * side effects in a conversation with untrusted text
   */
  readonly approve?: boolean | ((input: Input, context: ToolContext) => boolean | Promise<boolean>) | undefined;
  /** Whether it changes or sends anything. `false`: it only reads, and what it is asked reaches no stranger. @default true */
  readonly sideEffects?: boolean | undefined;
  /** Milliseconds that it may take. @default `toolPolicy.timeoutMs` */
  readonly timeoutMs?: number | undefined;
  /** The longest result, in UTF-16 units. @default `toolPolicy.maxOutputChars` */
  readonly maxOutputChars?: number | undefined;
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

/** A tool, whatever its arguments are. */
export type Tool = ToolOptions<ToolSchema, never>;

/** A tool for `tools` of a call; the arguments of `execute` and `approve` have the type that `input` gives them. */
export const tool = <Schema extends ToolSchema>(options: ToolOptions<Schema>): ToolOptions<Schema> => options;
