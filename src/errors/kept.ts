import { SecureLLMError } from './base.ts';

/** What `IntegrityError` tells apart. */
export type IntegrityReason =
  | 'unknown-key'
  | 'wrong-key'
  | 'malformed'
  | 'cut'
  | 'altered'
  | 'moved'
  | 'replayed'
  | 'reordered'
  | 'missing';

/**
 * What was kept is not what is there: it was damaged, changed, moved, or needs another key. Nothing of it is given out.
 * `reason` says which, `place` where: the id of a record, the line of a log.
 */
export class IntegrityError extends SecureLLMError {
  override readonly name = 'IntegrityError';
  readonly code = 'ERR_INTEGRITY';
  readonly retryable = false;
  readonly reason: IntegrityReason;
  readonly place: string;
  constructor(reason: IntegrityReason, place: string, rule: string) {
    super(`${place} ${rule}`);
    this.reason = reason;
    this.place = place;
  }
}

/**
 * Another process wrote the same conversation meanwhile, or deleted it. What it wrote stays, and nothing of this turn was
 * written over it.
 */
export class ConversationConflictError extends SecureLLMError {
  override readonly name = 'ConversationConflictError';
  readonly code = 'ERR_CONVERSATION_CONFLICT';
  readonly retryable = true;
  constructor() {
    super('Another process changed the conversation meanwhile: read its `history()`, then send again');
  }
}
