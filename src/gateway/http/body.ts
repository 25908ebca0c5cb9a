import { orAborted } from '../../lib/abort.ts';
import { isRecord, parseJson } from '../../lib/json.ts';
import type { Clock } from '../../types/clock.ts';
import { Refusal } from '../refusal.ts';
import { bytesOf } from './bytes.ts';

export interface BodyLimits {
  readonly maxBodyBytes: number;
  readonly maxBodyDepth: number;
  /** Milliseconds for all of it. */
  readonly bodyMs: number;
  readonly clock: Clock;
}

const JSON_TYPE = /^application\/json *(;|$)/i;

/** The body as JSON. Throws Refusal for another type, one that is too large, too deep or too slow, and for what is no JSON. */
export async function readJsonBody(request: Request, limits: BodyLimits, signal: AbortSignal): Promise<unknown> {
  if (!JSON_TYPE.test(request.headers.get('content-type') ?? ''))
    throw new Refusal(415, 'unsupported_media_type', 'The content type must be application/json');
  const text = await inTime(request, limits, signal);
  const value = parseJson(text);
  if (value === undefined) throw new Refusal(400, 'invalid_json', 'The body is not JSON');
  if (isDeeperThan(value, limits.maxBodyDepth))
    throw new Refusal(400, 'invalid_request', `The body is nested deeper than ${limits.maxBodyDepth} levels`);
  return value;
}

/** What is too slow, or abandoned, is read no further. */
async function inTime(
  request: Request,
  { maxBodyBytes, bodyMs, clock }: BodyLimits,
  signal: AbortSignal,
): Promise<string> {
  const bytes = bytesOf(request)[Symbol.asyncIterator]();
  let cancel = () => {};
  const late = new Promise<never>((_, reject) => {
    cancel = clock.after(bodyMs, () => reject(new Refusal(408, 'request_timeout', 'The body took too long to arrive')));
  });
  const declared = Number(request.headers.get('content-length') ?? 0);
  try {
    return await orAborted(Promise.race([readText(bytes, declared, maxBodyBytes), late]), signal);
  } catch (error) {
    bytes.return?.().catch(() => {});
    throw error;
  } finally {
    cancel();
  }
}

async function readText(bytes: AsyncIterator<Uint8Array>, declared: number, maxBytes: number): Promise<string> {
  const tooLarge = () => new Refusal(413, 'request_too_large', `The body is larger than ${maxBytes} bytes`);
  if (declared > maxBytes) throw tooLarge();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let size = 0;
  let text = '';
  try {
    for (let step = await bytes.next(); !step.done; step = await bytes.next()) {
      size += step.value.byteLength;
      if (size > maxBytes) throw tooLarge();
      text += decoder.decode(step.value, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(400, 'invalid_request', 'The body could not be read, or is not UTF-8');
  }
}

/** Without recursion: JSON nests deeper than the stack. */
export function isDeeperThan(root: unknown, maxDepth: number): boolean {
  let level: unknown[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxDepth) return true;
    level = level.flatMap((value) => (Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : []));
  }
  return false;
}
