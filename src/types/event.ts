import type { Finding } from './guard.ts';

/** Why the model stopped. `other` stands for a reason that the provider did not name or that we do not know. */
export type FinishReason = 'stop' | 'length' | 'content-filter' | 'tool-calls' | 'other';

/** Tokens, as the provider reports them. Summed over the passes of an operation; 0 where nothing was reported. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
  /** Input tokens read from the provider's prompt cache; part of `inputTokens`. */
  readonly cachedInputTokens?: number | undefined;
  /** Input tokens written to the provider's prompt cache; part of `inputTokens`. */
  readonly cacheWriteTokens?: number | undefined;
  /** Output tokens spent on reasoning; part of `outputTokens`. */
  readonly reasoningTokens?: number | undefined;
}

/** A source that the provider names for its answer. */
export interface Citation {
  /** http or https. It comes from an answer: show it, and never fetch it unasked. */
  readonly url?: string;
  readonly title?: string;
  /** The words of the source that are quoted. */
  readonly quote?: string;
}

/**
 * What a provider wants back unread where the conversation goes on, such as the signature of its reasoning. It may hold text
 * that nothing has screened: it is for that provider alone, never to be shown.
 */
export interface Continuation {
  /** The provider that made it, and the only one it is sent to. */
  readonly provider: string;
  /** In the provider's own form. */
  readonly data: string;
}

/**
 * What became of a tool call. `ok`: it ran. Else the model is told a notice: there is no such tool; the arguments do not fit
 * its schema; it needs an approval after untrusted text and has none; it was not approved; it threw; it took
 * too long; more tools were asked for at once than are run.
 */
export type ToolOutcome =
  | 'ok'
  | 'unknown-tool'
  | 'invalid-input'
  | 'unapproved'
  | 'declined'
  | 'failed'
  | 'timeout'
  | 'too-many';

/** What flows back from a call. Exactly one `start` opens an attempt and exactly one `end` closes a call. */
export type ChatEvent =
  | {
      readonly type: 'start';
      readonly provider: string;
      readonly model: string;
      /** The answer was kept from an earlier call, or is that of another one on its way: nothing was sent for this one. */
      readonly cached?: true;
    }
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly text: string }
  | { readonly type: 'tool-call-delta'; readonly id: string; readonly name?: string; readonly inputText: string }
  | { readonly type: 'tool-call'; readonly id: string; readonly name: string; readonly input: unknown }
  | {
      /** A tool was run here, or refused. Never from a provider. What it answered is not told, as events go to pages. */
      readonly type: 'tool-result';
      readonly id: string;
      readonly name: string;
      readonly outcome: ToolOutcome;
    }
  | { readonly type: 'citation'; readonly citation: Citation }
  | ({ readonly type: 'continuation' } & Continuation)
  | { readonly type: 'finding'; readonly finding: Finding }
  | {
      readonly type: 'end';
      readonly finishReason: FinishReason;
      /** The provider's own word for the finish reason. */
      readonly rawFinishReason?: string;
      readonly usage: Usage;
      readonly requestId?: string;
    };
