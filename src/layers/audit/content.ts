import type { AuditContent, AuditMessage, AuditPart } from '../../types/audit.ts';
import type { RequestMessage } from '../../types/call.ts';
import type { Part } from '../../types/message.ts';
import type { KeptAnswer } from './kept-answer.ts';

/** @param refused the answer as it was before the screen, where that refused it */
export function contentOf(
  messages: readonly RequestMessage[],
  shown: KeptAnswer,
  refused: KeptAnswer | undefined,
): AuditContent {
  const cut = shown.cut + (refused?.cut ?? 0);
  return {
    messages: messages.map(({ role, content }): AuditMessage => ({ role, content: content.map(recorded) })),
    ...shown.answer,
    ...(refused && { refused: refused.answer }),
    ...(cut > 0 && { cut }),
  };
}

function recorded(part: Part): AuditPart {
  if (part.type === 'continuation') return { type: part.type, provider: part.provider };
  if (part.type !== 'file') return part;
  const { type, mediaType, name, data } = part;
  const where = data instanceof Uint8Array ? { bytes: data.length } : { url: data.href };
  return { type, mediaType, ...(name !== undefined && { name }), ...where };
}
