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
  /** An IANA media type such as `image/png`. */
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

export type Part = TextPart | FilePart | ToolCallPart | ToolResultPart | ContinuationPart;

export type Role = 'system' | 'user' | 'assistant' | 'tool';

/** One turn of a conversation. */
export interface Message {
  readonly role: Role;
  readonly content: string | readonly Part[];
}

/** What `chat` and its siblings accept. A string or parts are one user message. */
export type Input = string | readonly Part[] | readonly Message[];
