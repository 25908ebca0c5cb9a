import type { Emit, Target } from './client-event.ts';
import type { ChatEvent, Usage } from './event.ts';
import type { Finding } from './guard.ts';
import type { Message, Part, Trust } from './message.ts';
import type { RateLimits } from './rate-limits.ts';
import type { JsonSchema } from './schema.ts';

/** A message after reading: its content is always parts, and every text part says its trust. */
export interface RequestMessage extends Message {
  readonly content: readonly Part[];
  /** Where the caller wrote it: `messages[2]`, `instructions`. Findings say it; nothing of it is sent. */
  readonly path?: string;
}

/** A tool that the model may ask for. */
export interface ToolDefinition {
  /** Letters, digits, `_` and `-`; 1 to 64 characters. */
  readonly name: string;
  readonly description?: string | undefined;
  /** JSON Schema of the arguments. */
  readonly parameters: JsonSchema;
  /** Who wrote its description and schema. @default 'trusted' */
  readonly trust?: Trust | undefined;
  /** Whether placeholders in the arguments that a model gives it become the values they stand for. @default false */
  readonly restore?: boolean | undefined;
  /** What its arguments may end up in: patterns of it are reported as `tool-input` findings, and left. @default none */
  readonly inspect?: readonly ('shell' | 'sql' | 'path')[] | undefined;
}

export type ToolChoice = 'auto' | 'none' | 'required' | { readonly name: string };

/** What goes to a provider: a deep-frozen copy of what the caller gave. */
export interface ChatRequest {
  readonly messages: readonly RequestMessage[];
  /** Absent: the provider's own model. */
  readonly model?: string;
  /** Models by provider name, before a provider is chosen: they win over `model`. A provider gets its own in `model`. */
  readonly models?: { readonly [provider: string]: string };
  readonly maxOutputTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly stopSequences?: readonly string[];
  readonly seed?: number;
  readonly tools?: readonly ToolDefinition[];
  readonly toolChoice?: ToolChoice;
  /** Asks for one JSON value of this shape. */
  readonly responseFormat?: { readonly name: string; readonly schema: JsonSchema };
  /**
   * The task this call belongs to, with its options as data. The embedded provider works from it and from the text parts
   * of the user messages; a language model reads the instructions instead.
   */
  readonly task?: { readonly name: string; readonly options: unknown };
  /** Extra fields for one provider's wire format, keyed by provider name. For `openai`, `null` leaves a field out. */
  readonly providerOptions?: { readonly [provider: string]: { readonly [option: string]: unknown } };
}

/** The time limits: `timeout.*`, and `throttle.maxWaitMs` for the queue. */
export type TimeoutPhase = 'queue' | 'attempt' | 'first-token' | 'idle' | 'total' | 'reader';

/** One attempt to reach a provider. Content-free. */
export interface Attempt {
  readonly provider: string;
  readonly model: string;
  /** Milliseconds since the operation began. */
  readonly startedMs: number;
  readonly durationMs: number;
  /** Milliseconds from the attempt's start to its first content. */
  readonly firstContentMs?: number;
  /** The `code` of the error that ended it; absent when it succeeded. */
  readonly errorCode?: string;
  /** Which time limit ended it, where one did. */
  readonly phase?: TimeoutPhase;
  readonly status?: number;
  readonly requestId?: string;
  readonly usage?: Usage;
  /** What it has probably used, where it reported nothing and was not refused by a status. */
  readonly estimatedUsage?: Usage;
}

/** Time spent not working: `queue` in the throttle, `backoff` between attempts. */
export interface Wait {
  readonly reason: 'queue' | 'backoff';
  readonly durationMs: number;
}

/** A provider that was given up for the next one of the list. */
export interface Fallback {
  readonly from: Target;
  readonly to: Target;
  /** The `code` of the error it was given up for. */
  readonly errorCode: string;
}

/** What happened to a call, in order. Append-only; results, errors and audit read it. */
export interface Trace {
  readonly attempts: Attempt[];
  readonly waits: Wait[];
  readonly fallbacks: Fallback[];
  readonly findings: Finding[];
}

/** One pass through the pipeline. */
export interface Call {
  readonly id: string;
  /** Shared by all passes of one user call: the parts of a long summary, a re-ask. */
  readonly operationId: string;
  readonly request: ChatRequest;
  readonly signal: AbortSignal;
  /** `whole`: the adapter asks for one JSON answer and yields the same events. */
  readonly wire: 'stream' | 'whole';
  /** Whose call this is: a user, tenant or address. */
  readonly scope?: string;
  /** Who asks, for audit records. */
  readonly principal?: string;
  /** Of what this call is a part, for audit records. */
  readonly requestId?: string;
  /** 0 (first) to 9 (last); 5 unless told. */
  readonly priority: number;
  readonly trace: Trace;
  /** Tells the listeners of the client. */
  readonly emit?: Emit;
  /** Where an adapter reports what the headers of a reply say of the provider's limits, as soon as they are there. */
  readonly learn?: (limits: RateLimits) => void;
}

/** Runs a call. The provider has this shape, and so does every wrapped pipeline. Exactly one `end` closes a call. */
export type Handler = (call: Call) => AsyncIterable<ChatEvent>;

/** Wraps a handler: before `next` it holds the request, inside the loop it holds the answer. */
export type Layer = (call: Call, next: Handler) => AsyncIterable<ChatEvent>;

/** Options of a request that some wire formats lack. */
export type RequestOption = 'temperature' | 'topP' | 'stopSequences' | 'seed' | 'toolChoice';

/** What a provider can do; decides clear errors before anything is sent. */
export interface Capabilities {
  /** Rates and budgets apply: calls leave the process. */
  readonly remote: boolean;
  readonly tools: boolean;
  /** Media types of file parts in user messages, such as `image/png`, by the way they come; `image/*` stands for all of a kind. */
  readonly files: FileSupport | false;
  /** `schema`: the provider holds itself to a JSON Schema; `prompt`: the schema is described in words. */
  readonly objects: 'schema' | 'prompt' | false;
  /** Options that it takes. Any other is refused before sending, rather than lost. @default all of them */
  readonly options?: readonly RequestOption[];
  /** What its answers may hold beside text. @default nothing */
  readonly reports?: readonly ('reasoning' | 'citations' | 'refusals')[];
  /** Tasks that the provider carries out itself from `request.task`, whatever `objects` says. */
  readonly tasks?: readonly string[];
  /** It is told the trust of every part and acts on it, so nothing is put into a fence for it. @default false */
  readonly readsTrust?: boolean;
}

/** Media types that are taken as bytes, and as URLs that the provider fetches. */
export interface FileSupport {
  readonly bytes: readonly string[];
  readonly urls: readonly string[];
}

/** A model behind a wire format: encode, post, decode, validate. One attempt, no policy. */
export interface Provider {
  readonly name: string;
  readonly model: string;
  readonly capabilities: Capabilities;
  readonly call: Handler;
}
