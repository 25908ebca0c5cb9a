import type { ContinuationPart, FilePart, Role, TextPart, ToolCallPart, ToolResultPart } from './message.ts';

/** A part of a message as it is recorded: of a file its kind and size, or where it was to be fetched. */
export type AuditPart =
  | TextPart
  | ToolCallPart
  | ToolResultPart
  | (Pick<FilePart, 'type' | 'mediaType' | 'name'> & { readonly bytes?: number; readonly url?: string })
  | Pick<ContinuationPart, 'type' | 'provider'>;

export interface AuditMessage {
  readonly role: Role;
  readonly content: readonly AuditPart[];
}

/** An answer, as far as it came. */
export interface AuditAnswer {
  readonly text: string;
  readonly reasoning?: string;
  readonly toolCalls?: readonly { readonly id: string; readonly name: string; readonly input: unknown }[];
}

/** What was said in one pass. The answer is the one that was shown. */
export interface AuditContent extends AuditAnswer {
  /** As the caller gave them, before anything in them was replaced. */
  readonly messages: readonly AuditMessage[];
  /** The answer as the provider gave it, where the safeguards refused it. */
  readonly refused?: AuditAnswer;
  /** So many characters, in UTF-16 units, had no room: the newest messages and the beginnings of texts are kept. */
  readonly cut?: number;
}
