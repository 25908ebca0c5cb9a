/** An answer of a running gateway, as far as it was read. */
export interface Answer {
  /** What was asked: `POST /v1/chat/completions`. */
  readonly asked: string;
  readonly status: number;
  readonly headers: Headers;
  /** Its beginning. */
  readonly body: string;
}

/** With a key that nobody gave out, or without any. */
export interface Refusals {
  readonly withoutKey: readonly Answer[];
  readonly withWrongKey: readonly Answer[];
  /** The same requests with another wrong key, of another form. */
  readonly withOtherKey: readonly Answer[];
}
