import { InvalidInputError } from '../../errors.ts';
import { base64 } from '../../lib/base64.ts';
import type { RequestMessage } from '../../types/call.ts';
import type { FilePart, Part } from '../../types/message.ts';
import { misplaced } from '../misplaced.ts';

const IMAGE = /^image\/[\w.+-]{1,64}$/i;
const PDF = 'application/pdf';

/** The texts of a message that can hold nothing else. */
export function onlyText(content: readonly Part[], field: string, role: RequestMessage['role']): string {
  return content
    .map((part, at) => {
      if (part.type !== 'text') throw misplaced(part, `${field}[${at}]`, role);
      return part.text;
    })
    .join('');
}

/** What kind of file a part holds. Throws InvalidInputError for one that neither wire format takes. */
export function kindOf({ mediaType }: FilePart, field: string): 'image' | 'pdf' {
  if (mediaType === PDF) return 'pdf';
  if (IMAGE.test(mediaType)) return 'image';
  throw new InvalidInputError(`${field}.mediaType`, 'must be an image or a PDF: send the text of other files instead');
}

/** Bytes as a `data:` URL. */
export const dataUrl = (data: Uint8Array, mediaType: string): string => `data:${mediaType};base64,${base64(data)}`;

/** Throws InvalidInputError for anything but https. */
export function httpsUrl(url: URL, field: string): string {
  if (url.protocol === 'https:') return url.href;
  throw new InvalidInputError(`${field}.data`, 'must be an https URL or bytes: read the file and pass its bytes');
}

/** An image, which both wire formats take as a URL of either kind. */
export const imageUrl = ({ data, mediaType }: FilePart, field: string): string =>
  data instanceof URL ? httpsUrl(data, field) : dataUrl(data, mediaType);

/** The API wants a name with the bytes of a file. */
export const fileName = ({ name = 'file.pdf' }: FilePart): string => name;

/** Where a message stands, for errors about its parts. */
export const contentField = ({ path }: RequestMessage, index: number): string =>
  `${path ?? `messages[${index}]`}.content`;
