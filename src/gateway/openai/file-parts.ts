import { bytesOf } from '../../lib/base64.ts';
import type { FilePart } from '../../types/message.ts';
import { badField } from '../refusal.ts';
import type { DialectPart } from './message-schema.ts';

type Given = Exclude<DialectPart, { type: 'text' | 'refusal' }>;

const DATA_URL = /^data:([\w.+-]{1,60}\/[\w.+-]{1,100})(?:;[\w=.+-]{1,100})*;base64,/i;
const AUDIO = { wav: 'audio/wav', mp3: 'audio/mpeg' } as const;
const IMAGES: Readonly<Record<string, string>> = { png: 'image/png', gif: 'image/gif', webp: 'image/webp' };

/** A file of a message: bytes are decoded, an https URL is passed on. Throws Refusal naming the field. */
export function filePart(part: Given, field: string): FilePart {
  switch (part.type) {
    case 'image_url':
      return image(part.image_url.url, `${field}.image_url.url`);
    case 'input_audio': {
      const { data, format } = part.input_audio;
      return { type: 'file', data: decoded(data, `${field}.input_audio.data`), mediaType: AUDIO[format] };
    }
    case 'file': {
      const { file_data, filename } = part.file;
      return { ...dataURL(file_data, `${field}.file.file_data`), ...(filename && { name: filename }) };
    }
  }
}

function image(url: string, field: string): FilePart {
  if (/^data:/i.test(url)) return dataURL(url, field);
  const data = URL.canParse(url) ? new URL(url) : undefined;
  if (data?.protocol !== 'https:' || data.username !== '' || data.password !== '')
    throw badField(field, 'must be an https URL without credentials, or a `data:` URL');
  const ending = data.pathname.slice(data.pathname.lastIndexOf('.') + 1).toLowerCase();
  return { type: 'file', data, mediaType: IMAGES[ending] ?? 'image/jpeg' };
}

function dataURL(url: string, field: string): FilePart {
  const found = DATA_URL.exec(url);
  if (!found?.[1]) throw badField(field, 'must be a `data:` URL with a media type, in base64');
  return { type: 'file', data: decoded(url.slice(found[0].length), field), mediaType: found[1].toLowerCase() };
}

function decoded(base64: string, field: string): Uint8Array {
  const bytes = bytesOf(base64);
  if (bytes && bytes.length > 0) return bytes;
  throw badField(field, 'holds nothing that is base64');
}
