import { InvalidInputError } from '../../errors.ts';
import { base64 } from '../../lib/base64.ts';
import type { JsonRecord } from '../../lib/json.ts';
import type { FilePart } from '../../types/message.ts';

export const IMAGES: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];
export const PDF = 'application/pdf';
export const TEXT = 'text/plain';

/** A block for a file: an image, a PDF, or bytes of plain text in UTF-8. Nothing is fetched; a URL is passed on. */
export function encodeFile(file: FilePart, field: string, citations: boolean): JsonRecord {
  const { mediaType, name } = file;
  const source = sourceOf(file, field);
  if (IMAGES.includes(mediaType)) return { type: 'image', source };
  const title = name !== undefined && { title: name };
  return { type: 'document', source, ...title, ...(citations && { citations: { enabled: true } }) };
}

function sourceOf({ data, mediaType }: FilePart, field: string): JsonRecord {
  const isText = mediaType === TEXT;
  if (!isText && mediaType !== PDF && !IMAGES.includes(mediaType))
    throw new InvalidInputError(
      `${field}.mediaType`,
      `must be ${[...IMAGES, PDF, TEXT].join(', ')} for Anthropic: send the text of other files instead`,
    );
  if (!(data instanceof URL))
    return isText
      ? { type: 'text', media_type: mediaType, data: utf8(data, field) }
      : { type: 'base64', media_type: mediaType, data: base64(data) };
  if (isText || data.protocol !== 'https:')
    throw new InvalidInputError(
      `${field}.data`,
      isText ? 'must be bytes where the file is text: read it and pass its bytes' : 'must be an https URL or bytes',
    );
  return { type: 'url', url: data.href };
}

function utf8(bytes: Uint8Array, field: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InvalidInputError(`${field}.data`, 'must be UTF-8 where the file is text');
  }
}
