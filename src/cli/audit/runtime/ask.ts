import { randomUUID } from 'node:crypto';
import type { Answer } from '../../../scanner/runtime/gateway/answer.ts';

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 65_536;

export interface Request {
  readonly method: string;
  /** Behind the address of the gateway. */
  readonly path: string;
  readonly key?: string | undefined;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const MODELS: Request = { method: 'GET', path: '/v1/models' };
/** Names no model: whoever reads it refuses it, and nothing is spent. */
export const CHAT: Request = { method: 'POST', path: '/v1/chat/completions', body: '{}' };
export const BROKEN: Request = { ...CHAT, body: '{"model":' };
export const NOTHING: Request = { method: 'GET', path: `/${randomUUID()}` };

/** Asks a gateway, follows no redirect, and reads the beginning of the answer. Rejects where there is none in 10 s. */
export async function ask(base: string, request: Request, signal: AbortSignal): Promise<Answer> {
  const { method, path, key, body, headers } = request;
  const response = await fetch(base + path, {
    method,
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
  const asked = `${method} ${path === NOTHING.path ? '/no-such-page' : path}`;
  return { asked, status: response.status, headers: response.headers, body: await beginningOf(response) };
}

async function beginningOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let read = 0;
  if (!body) return text;
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true });
    read += bytes.length;
    if (read >= MOST_BYTES) break;
  }
  return text;
}
