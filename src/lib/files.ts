import type { FilePart, Trust } from '../types/message.ts';
import { integer, invalid, show } from './check.ts';
import { canBe, typeOf } from './file-type.ts';

/** Bytes of one file, and of all files of a request. */
export const MAX_FILE_BYTES = 32 * 1024 * 1024;
export const MAX_TOTAL_BYTES = 64 * 1024 * 1024;

const FILE_NAME = /^[^/\\\p{Cc}]{1,255}$/u;
const MEDIA_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,100}$/;

/** A file part before it is read. */
export interface GivenFile {
  readonly data: unknown;
  readonly mediaType: string | undefined;
  readonly name: string | undefined;
  readonly trust: Trust;
}

/**
 * Reads the files of one request: bytes are copied and counted, and told by their beginning, which the media type must not
 * contradict; an https URL is passed on. Nothing is fetched, and nothing of a file is scanned. Throws InvalidInputError
 * naming the field and both types, never the bytes.
 */
export function fileReader(): (given: GivenFile, field: string) => FilePart {
  let total = 0;
  return ({ data: given, mediaType: declared, name, trust }, field) => {
    if (declared !== undefined && !MEDIA_TYPE.test(declared))
      throw invalid(`${field}.mediaType`, 'must be a media type such as image/png');
    if (name !== undefined && !FILE_NAME.test(name))
      throw invalid(`${field}.name`, 'must be a file name of 1 to 255 characters, without `/` and control characters');
    const data = readData(given, `${field}.data`);
    if (data instanceof Uint8Array) {
      total += data.byteLength;
      if (total > MAX_TOTAL_BYTES)
        throw invalid(`${field}.data`, `makes the files of the request more than ${MAX_TOTAL_BYTES} bytes: send fewer`);
    }
    const mediaType = readType(data, declared?.toLowerCase(), `${field}.mediaType`);
    return Object.freeze({ type: 'file', data, mediaType, ...(name !== undefined && { name }), trust });
  };
}

function readData(data: unknown, field: string): Uint8Array | URL {
  if (data instanceof URL) {
    const url = new URL(data.href);
    if (url.protocol !== 'https:' || url.username !== '' || url.password !== '')
      throw invalid(field, 'must be an https URL without credentials, or bytes');
    return url;
  }
  if (!(data instanceof Uint8Array)) throw invalid(field, `must be a Uint8Array or an https URL, got ${show(data)}`);
  integer(1, MAX_FILE_BYTES)(data.byteLength, `${field}.byteLength`, invalid);
  return new Uint8Array(data); // bytes cannot be frozen, so the copy is ours alone; `slice` of a Buffer copies nothing
}

function readType(data: Uint8Array | URL, declared: string | undefined, field: string): string {
  const found = data instanceof URL ? undefined : typeOf(data);
  if (declared === undefined) {
    if (found !== undefined) return found;
    throw invalid(field, 'is missing, and the file does not tell it: name a media type such as image/png');
  }
  if (data instanceof URL || canBe(declared, data)) return declared;
  throw invalid(field, `is ${declared}, but the bytes are ${found}: name the type that they have, or leave it out`);
}
