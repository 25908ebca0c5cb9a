import type { Continuation } from './event.ts';

/**
 * Who wrote a text. `trusted`: your code. `user`: the person who asks. `untrusted`: mail, web pages, retrieved documents,
 * tool results. Default by role: system trusted, user and assistant user, tool untrusted.
 */
export type Trust = 'trusted' | 'user' | 'untrusted';

/** A piece of plain text. `source` names where it came from ("mail", "https://…") and is shown in findings. */
export interface TextPart {
  readonly type: 'text';
  readonly text: string;
  readonly trust?: Trust | undefined;
  readonly source?: string | undefined;
}

/** Bytes, or an https URL that is passed on; nothing is fetched here. */
export interface FilePart {
  readonly type: 'file';
  readonly data: Uint8Array | URL;
  /** An IANA media type such as `image/png`, in lower case. */
  readonly mediaType: string;
  /** The name of the file, for a provider that wants one. It is sent. */
  readonly name?: string | undefined;
  readonly trust?: Trust | undefined;
}

/** A tool call that the model made earlier in the conversation. */
export interface ToolCallPart {
  readonly type: 'tool-call';
  readonly id: string;
  readonly name: string;
  /** The parsed arguments: any JSON value. */
  readonly input: unknown;
}

/** What a tool answered to the call with the same `id`. Untrusted unless marked otherwise. */
export interface ToolResultPart {
  readonly type: 'tool-result';
  readonly id: string;
  readonly name: string;
  readonly output: string;
  readonly trust?: Trust | undefined;
}

/**
 * What a provider wants back unread, in an assistant message, where a conversation goes on. A provider leaves out what is
 * another's.
 */
export interface ContinuationPart extends Continuation {
  readonly type: 'continuation';
}

/** A file as it is given: bytes of a kind that is recognised tell their media type themselves. */
export type FileInput = Omit<FilePart, 'mediaType'> & {
  /** An IANA media type such as `image/png`; needed with a URL. One that the bytes contradict is refused. @default by the bytes */
  readonly mediaType?: string | undefined;
};

/** A part as it is given. */
export type PartInput = Exclude<Part, FilePart> | FileInput;

export type Part = TextPart | FilePart | ToolCallPart | ToolResultPart | ContinuationPart;

export type Role = 'system' | 'user' | 'assistant' | 'tool';

/** One turn of a conversation. */
export interface Message {
  readonly role: Role;
  readonly content: string | readonly PartInput[];
}

/** What `chat` and its siblings accept. A string or parts are one user message. */
export type Input = string | readonly PartInput[] | readonly Message[];
