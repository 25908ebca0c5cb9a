type Bytes = Uint8Array<ArrayBuffer>;
type Soon<T> = T | Promise<T>;

/** What the format needs of a runtime. `Root` is a key as that runtime holds it ready. */
export interface Primitives<Root> {
  /** Takes 32 bytes as a key for `mac`. */
  root(bytes: Bytes): Soon<Root>;
  /** HMAC-SHA-256: 32 bytes. */
  mac(root: Root, data: Bytes): Soon<Bytes>;
  /** AES-256-GCM: the ciphertext and, behind it, 16 bytes of tag. */
  encrypt(key: Bytes, nonce: Bytes, bound: Bytes, plain: Bytes): Soon<Bytes>;
  /** The plain bytes; undefined where the tag does not fit. */
  decrypt(key: Bytes, nonce: Bytes, bound: Bytes, sealed: Bytes): Soon<Bytes | undefined>;
  /** base64url without padding. */
  toText(bytes: Bytes): string;
  /** The whole bytes of a text of the base64url alphabet. */
  toBytes(text: string): Bytes;
}
