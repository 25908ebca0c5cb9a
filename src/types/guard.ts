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
  /** Of a secret or personal data in an answer: whether the request held it too, or only the model says it. */
  readonly origin?: 'input' | 'model';
}

/** Scores from which a match of a scored guard blocks, or warns where its action is `block`; below `warn` it is not reported. */
export interface Thresholds {
  readonly block: number;
  readonly warn: number;
}

export interface ScanContext {
  readonly trust: Trust;
  readonly stage: Stage;
}

/** Text in, matches out. Pure; linear in the length of the text. */
export interface Guard {
  readonly id: string;
  /** A match is at most this long and depends on at most this many characters on either side. Without it a stream is buffered whole. */
  readonly reach?: number;
  /** How far before its start a match looks, in UTF-16 units. @default reach */
  readonly lookBehind?: number;
  readonly stages: readonly Stage[];
  /** For a guard whose score says how sure it is. @default every match counts in full */
  readonly thresholds?: { readonly [Key in Trust]?: Thresholds };
  scan(text: string, context: ScanContext): readonly Match[] | Promise<readonly Match[]>;
  /**
   * For streams: where text that is still to come could begin to matter. No match before this offset changes, and none
   * that begins before it reaches past it, whatever follows. @default `reach` characters before the end
   */
  undecided?(text: string): number;
  /** For streams, where a guard remembers more than its reach. `scan` gives the same as one read of the whole. */
  reader?(context: ScanContext): GuardReader;
  /**
   * What a match is replaced by where its action is `redact`; undefined: the text stays, and the finding is a warning.
   * @default its entity, or the last part of its rule, such as `[EMAIL_ADDRESS]`
   */
  replacement?(matched: string, match: Match): string | undefined;
}

/** A guard that can also be used alone: it gives the matches of one text at once. */
export interface TextGuard extends Guard {
  readonly reach: number;
  /** @param context who wrote the text, and where it goes. @default a user, to a model */
  scan(text: string, context?: Partial<ScanContext>): readonly Match[];
}

/** A guard that can be used alone on a stream as well. */
export interface StreamGuard extends TextGuard {
  reader(context?: ScanContext): GuardReader;
}

/** Reads one text piece by piece. */
export interface GuardReader {
  /**
   * Takes the next piece; `last` says that none follows. Returns the matches that are decided now and were not before,
   * sorted by start, with offsets from the beginning of the text.
   */
  read(piece: string, last: boolean): readonly Match[];
  /** Everything before this offset is decided: no match that is still to come begins before it. */
  readonly decided: number;
}
