import type { Trust } from './message.ts';

/** What happens at a finding. `allow` still yields the finding; the text stays as it is. */
export type Action = 'block' | 'redact' | 'warn' | 'allow';

export type Stage = 'input' | 'output';

/** What a guard returns. Offsets are UTF-16 units into the scanned text, end exclusive; the matched text is never kept. */
export interface Match {
  readonly rule: string;
  /** Presidio's name for a kind of personal data, such as `EMAIL_ADDRESS`. */
  readonly entity?: string;
  /** 0 to 1. */
  readonly score: number;
  readonly start: number;
  readonly end: number;
}

/** A match with what was decided about it and where it stood. Safe to log: it never holds the matched text. */
export interface Finding extends Match {
  readonly guard: 'unicode' | 'secrets' | 'pii' | 'injection' | 'links' | 'leak' | 'tool-input' | (string & {});
  readonly stage: Stage;
  readonly action: Action;
  /** Where the text stood, such as `messages[2].content[0]`. */
  readonly path: string;
  /** The `source` of the part, where it had one. */
  readonly source?: string;
}

/** Text in, matches out. Pure; linear in the length of the text. */
export interface Guard {
  readonly id: string;
  /** A match depends on at most this many characters on either side. Without it a stream is buffered whole. */
  readonly reach?: number;
  readonly stages: readonly Stage[];
  scan(
    text: string,
    context: { readonly trust: Trust; readonly stage: Stage },
  ): readonly Match[] | Promise<readonly Match[]>;
}
