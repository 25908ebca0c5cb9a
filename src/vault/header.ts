import { crc32 } from './crc32.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Bytes of each field, in this order, big-endian. docs/at-rest.md says what they are for. */
export const SIZES = { salt: 32, nonce: 12, check: 16, place: 16, version: 8, length: 4, checksum: 4 } as const;

type Field = keyof typeof SIZES;

const START = {} as Record<Field, number>;
let size = 0;
for (const [field, length] of Object.entries(SIZES)) {
  START[field as Field] = size;
  size += length;
}

/** Bytes of the whole header. */
export const HEADER_SIZE = size;

/** The field of a header, not copied. */
export const field = (header: Bytes, name: Field): Bytes => header.subarray(START[name], START[name] + SIZES[name]);

/** What stands before the base64url of a record. */
export const prefixOf = (keyId: string): string => `v1.${keyId}.`;

const PREFIX = /^v1\.([\w-]{1,32})\.([\w-]*)$/;

/** The id of the key and the base64url of a record; undefined where the text is no record. */
export function split(sealed: string): { readonly keyId: string; readonly body: string } | undefined {
  const [, keyId, body] = PREFIX.exec(sealed) ?? [];
  return keyId === undefined || body === undefined ? undefined : { keyId, body };
}

const view = (header: Bytes): DataView => new DataView(header.buffer, header.byteOffset, HEADER_SIZE);

export const lengthIn = (header: Bytes): number => view(header).getUint32(START.length);

export const setLength = (header: Bytes, length: number): void => view(header).setUint32(START.length, length);

/** The number of a version, hidden by `mask`: who lacks the key cannot tell how often a record was replaced. */
export function hiddenVersion(version: number, mask: Bytes): Bytes {
  const bytes = new Uint8Array(SIZES.version);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(version));
  for (let index = 0; index < bytes.length; index++) bytes[index] = (bytes[index] ?? 0) ^ (mask[index] ?? 0);
  return bytes;
}

export const setChecksum = (prefix: Bytes, header: Bytes): void =>
  view(header).setUint32(START.checksum, checksum(prefix, header));

export const isWhole = (prefix: Bytes, header: Bytes): boolean =>
  view(header).getUint32(START.checksum) === checksum(prefix, header);

const checksum = (prefix: Bytes, header: Bytes): number => crc32(joined(prefix, header.subarray(0, START.checksum)));

export function joined(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
