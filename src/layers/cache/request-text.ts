import { canonicalJson } from '../../lib/canonical.ts';
import { hexOf } from '../../lib/hex.ts';
import type { Call, RequestMessage } from '../../types/call.ts';
import type { Part } from '../../types/message.ts';
import type { Surroundings } from '../cache.ts';

/**
 * All that an answer depends on, as one text: the request as it may be sent, with its trust marks, before the fence; who
 * is asked; whose call it is. Streamed and whole answers are the same. Throws TypeError for a request that is no plain data.
 */
export async function requestText({ request, scope }: Call, surroundings: Surroundings): Promise<string> {
  const { candidates, mode, onGuardError, output } = surroundings;
  const model = request.model ?? candidates[0]?.provider.model;
  const messages = await Promise.all(request.messages.map(messageText));
  return canonicalJson({
    scope: scope ?? null,
    candidates: candidates.map(({ provider: { name, model }, fence }) => ({ name, model, fence })),
    request: { ...request, model, messages },
    marks: { mode, onGuardError, leak: output.leak },
  });
}

/** Where the caller wrote a message makes no difference. */
const messageText = async ({ role, content }: RequestMessage) => ({
  role,
  content: await Promise.all(content.map(partText)),
});

/** Bytes by their digest. */
async function partText(part: Part): Promise<object> {
  if (part.type !== 'file') return part;
  const { data, ...rest } = part;
  if (data instanceof URL) return { ...rest, url: data.href };
  return { ...rest, sha256: hexOf(await crypto.subtle.digest('SHA-256', data as Uint8Array<ArrayBuffer>)) };
}
