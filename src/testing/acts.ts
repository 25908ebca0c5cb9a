/**
 * One thing that a server does to a connection. `gzip` packs what is written, `raw` bypasses HTTP. `end` ends the reply
 * well, `hang-up` closes the connection in the middle, `reset` breaks it (TCP RST). After the last act nothing more is done:
 * the reply stays open.
 */
export type Act =
  | { readonly do: 'head'; readonly status: number; readonly headers: Readonly<Record<string, string>> }
  | { readonly do: 'write'; readonly bytes: string | Uint8Array; readonly gzip?: boolean }
  | { readonly do: 'raw'; readonly bytes: string | Uint8Array }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'end' | 'hang-up' | 'reset' };

/** Status and headers. */
export const head = (status: number, type: string, headers: Readonly<Record<string, string>> = {}): Act => ({
  do: 'head',
  status,
  headers: { 'content-type': type, ...headers },
});

/** The head of a good answer. */
export const ok = (streams: boolean): Act =>
  head(200, streams ? 'text/event-stream; charset=utf-8' : 'application/json');

/** A piece of the body. */
export const write = (bytes: string | Uint8Array): Act => ({ do: 'write', bytes });

/** A pause. */
export const wait = (ms: number): Act => ({ do: 'wait', ms });
