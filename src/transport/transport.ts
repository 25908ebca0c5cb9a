/** Header fields by lower-case name. */
export type HeaderFields = Readonly<Record<string, string>>;

/** A POST of JSON. The key is among `headers`, never in the URL. */
export interface Posting {
  readonly headers: HeaderFields;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** The body of a reply, for one reader. */
export interface ReplyBody {
  readonly locked: boolean;
  getReader(): ReplyReader;
  /** Lets go of it unread. */
  cancel(): Promise<void>;
}

export interface ReplyReader {
  /** The next bytes, after decompression. Rejects where the connection breaks before the end. */
  read(): Promise<{ readonly done?: boolean | undefined; readonly value?: Uint8Array | undefined }>;
  /** Lets go of the rest; a read in progress ends. May be called again. */
  cancel(): Promise<void>;
}

/** What came back, its body unread. A `Response` is one; what only a `Response` has is optional. */
export interface Reply {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: ReplyBody | null;
  readonly bodyUsed?: boolean;
  readonly type?: string;
  readonly redirected?: boolean;
}

/**
 * The way to one URL. What it answers resolves once the head of a reply is there, whatever its status, and rejects where
 * none comes or the signal aborts. It never follows a redirect.
 */
export type Transport = (url: string) => (posting: Posting) => Promise<Reply>;
