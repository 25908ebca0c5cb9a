type Bytes = Uint8Array<ArrayBuffer>;
type Soon<T> = T | Promise<T>;

/** What the format needs of a runtime. `Root` is a key as that runtime holds it ready. */
export interface Primitives<Root> {
  /** Takes 32 bytes as a key for `expand`. */
  root(bytes: Bytes): Soon<Root>;
  /** HKDF-SHA-256 (RFC 5869). */
  expand(root: Root, salt: Bytes, info: Bytes, length: number): Soon<Bytes>;
  /** HMAC-SHA-256. */
  mac(key: Bytes, data: Bytes): Soon<Bytes>;
  /** AES-256-GCM: the ciphertext and, behind it, 16 bytes of tag. */
  encrypt(key: Bytes, nonce: Bytes, bound: Bytes, plain: Bytes): Soon<Bytes>;
  /** The plain bytes; undefined where the tag does not fit. */
  decrypt(key: Bytes, nonce: Bytes, bound: Bytes, sealed: Bytes): Soon<Bytes | undefined>;
  /** base64url without padding. */
  toText(bytes: Bytes): string;
  /** The whole bytes of a text of the base64url alphabet. */
  toBytes(text: string): Bytes;
}
