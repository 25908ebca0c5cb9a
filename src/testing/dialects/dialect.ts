import type { JsonRecord } from '../../lib/json.ts';
import type { FinishReason, Usage } from '../../types/event.ts';

/** What the model is to have said, besides its text. */
export interface AnswerDetails {
  /** @default the model that the request names, or 'mock-model' */
  readonly model?: string | undefined;
  /** Our word for it, or the provider's own. @default 'stop', with tool calls 'tool-calls' */
  readonly finishReason?: FinishReason | (string & {}) | undefined;
  /** `null` leaves it out, as some servers do. @default 10 in, 5 out, 15 in total */
  readonly usage?: Usage | null | undefined;
  readonly toolCalls?: readonly MockToolCall[] | undefined;
}

export interface MockToolCall {
  readonly name: string;
  /** The arguments: any JSON value. For OpenAI, a string is sent as it is, so that broken JSON can be sent too. */
  readonly input: unknown;
  /** @default 'call_1' for the first, and so on; none for Google, which need not send any */
  readonly id?: string | undefined;
}

/** A request as the API reads it. */
export interface Asked {
  readonly dialect: Dialect;
  readonly streams: boolean;
  readonly model?: string | undefined;
  /** Its answer says no usage, as the request did not ask for it. */
  readonly withoutUsage?: boolean;
}

/** The server-sent events of a streamed answer, one string a piece. */
export interface Pieces {
  /** What comes before the first text. */
  readonly opening: readonly string[];
  /** One a text. */
  readonly texts: readonly string[];
  /** Tool calls, the finish reason, usage and the end marker. */
  readonly ending: readonly string[];
}

export interface ErrorAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonRecord;
}

/** The wire format of one API: how a request is read, and how an answer or an error is worded. */
export interface Dialect {
  /** The end of the URL's path, below the base URL, which may have the version of the API or leave it to the path. */
  readonly path: RegExp;
  /** @param body undefined where it is no JSON object */
  read(url: URL, body: JsonRecord | undefined): Omit<Asked, 'dialect'>;
  /** The JSON body of a whole answer. */
  whole(text: string, details?: AnswerDetails): JsonRecord;
  stream(texts: readonly string[], details?: AnswerDetails): Pieces;
  /** @param retryAfter seconds, where the API says how long to wait */
  error(status: number, retryAfter?: number): ErrorAnswer;
  /** The same error as an event of a stream. */
  errorEvent(status: number): string;
}

export const MODEL = 'mock-model';
export const USAGE: Usage = { inputTokens: 10, outputTokens: 5, totalTokens: 15 };
export const CREATED = 1_700_000_000; // Unix seconds; fixed, so that snapshots stay the same

export const messageOf = (status: number): string => `Mocked status ${status}`;

export const retryAfterHeader = (retryAfter: number | undefined): Readonly<Record<string, string>> =>
  retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfter)) };

/** An API's own word for a finish reason; a word that is no reason of ours is sent as it is. */
export function finishWord(
  { finishReason, toolCalls = [] }: AnswerDetails,
  words: Readonly<Record<FinishReason, string>>,
): string {
  const reason = finishReason ?? (toolCalls.length > 0 ? 'tool-calls' : 'stop');
  return (words as Readonly<Record<string, string>>)[reason] ?? reason;
}

/** The tool calls with their ids, and their arguments as JSON text. */
export const toolCallsOf = ({ toolCalls = [] }: AnswerDetails) =>
  toolCalls.map(({ name, input = {}, id }, index) => ({
    id: id ?? `call_${index + 1}`,
    name,
    input,
    json: typeof input === 'string' ? input : JSON.stringify(input),
  }));
