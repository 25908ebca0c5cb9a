import { IntegrityError, type IntegrityReason, isSecureLLMError } from '../errors.ts';
import { type Check, fields, misuse, show } from '../lib/check.ts';
import type { KeyRing, RecordContext } from '../types/vault.ts';
import { contextBytes, wellFormed } from './context.ts';
import {
  field,
  HEADER_SIZE,
  hiddenVersion,
  isWhole,
  joined,
  lengthIn,
  prefixOf,
  SIZES,
  setChecksum,
  setLength,
  split,
} from './header.ts';
import { Names, type NamingVault } from './names.ts';
import type { Primitives } from './primitives.ts';

export interface VaultOptions {
  /** Whose keys records are made with, from `keyRing({ … })` or of your own. */
  readonly keyRing: KeyRing;
}

type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = new TextEncoder();
const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const RULES = {
  malformed: 'is no record of this version',
  cut: 'is shorter than it was',
  altered: 'was changed after it was kept',
  'unknown-key': 'was made with a key that the key ring does not hold: add that key to its `keys`',
  'wrong-key': 'was made with another key of the same id: give the key ring the one that the record was made with',
  moved: 'was kept for another purpose, tenant or id',
  replayed: 'is another version than the one that was asked for',
} satisfies Partial<Record<IntegrityReason, string>>;

const KEY_RING: Check<KeyRing> = (value, name, refuse) => {
  const { current, derive } = (value ?? {}) as Partial<KeyRing>;
  if (typeof current === 'string' && typeof derive === 'function') return value as KeyRing;
  throw refuse(name, `must have \`current\` and \`derive\`, as keyRing({ … }) has, got ${show(value)}`);
};

/** A vault by the means of one runtime. Every one opens what any other sealed. */
export const vaultOver =
  <Root>(primitives: Primitives<Root>) =>
  (options: VaultOptions): NamingVault => {
    const { keyRing } = fields<VaultOptions>(options, 'vault', misuse, { keyRing: KEY_RING });
    if (keyRing === undefined) throw misuse('vault.keyRing', 'is missing: pass keyRing({ … })');
    const records = new Records(primitives, keyRing);
    const names = new Names(primitives, keyRing);
    return Object.freeze({
      seal: (plain: string, context: RecordContext) => records.seal(plain, context),
      open: (sealed: string, context: RecordContext) => records.open(sealed, context),
      names: (purpose: string, tenant: string, id: string) => names.of(purpose, tenant, id),
    });
  };

class Records<Root> {
  readonly #primitives: Primitives<Root>;
  readonly #keyRing: KeyRing;
  readonly #roots = new Map<string, Known<Root>>();

  constructor(primitives: Primitives<Root>, keyRing: KeyRing) {
    this.#primitives = primitives;
    this.#keyRing = keyRing;
  }

  async seal(plain: string, context: RecordContext): Promise<string> {
    const { encrypt, toText } = this.#primitives;
    const bytes = utf8.encode(wellFormed(plain, 'plain'));
    const bound = contextBytes(context);
    const keyId = this.#keyRing.current;
    const prefix = utf8.encode(prefixOf(keyId));
    const header = new Uint8Array(HEADER_SIZE);
    crypto.getRandomValues(header.subarray(0, SIZES.salt + SIZES.nonce));
    const { root, check } = await this.#known(keyId);
    const { place, version } = await this.#marks(root, header, bound.place, context.version);
    field(header, 'check').set(check);
    field(header, 'place').set(place);
    field(header, 'version').set(version);
    setLength(header, bytes.length + TAG_SIZE);
    setChecksum(prefix, header);
    const nonce = field(header, 'nonce');
    const key = await this.#keyOf(root, header);
    const sealed = await encrypt(key, nonce, joined(prefix, header, bound.all), bytes);
    return `${prefixOf(keyId)}${toText(joined(header, sealed))}`;
  }

  async open(sealed: string, context: RecordContext): Promise<string> {
    const { decrypt } = this.#primitives;
    const bound = contextBytes(context);
    const fail = (reason: keyof typeof RULES) => new IntegrityError(reason, context.id, RULES[reason]);
    const { keyId, prefix, header, body } = this.#read(sealed, fail);
    const { root, check } = await this.#known(keyId).catch((error: unknown) => {
      throw isSecureLLMError(error) && error.code === 'ERR_INTEGRITY' ? fail('unknown-key') : error;
    });
    if (!isEqual(check, field(header, 'check'))) throw fail('wrong-key');
    const { place, version } = await this.#marks(root, header, bound.place, context.version);
    if (!isEqual(place, field(header, 'place'))) throw fail('moved');
    if (!isEqual(version, field(header, 'version'))) throw fail('replayed');
    const key = await this.#keyOf(root, header);
    const plain = await decrypt(key, field(header, 'nonce'), joined(prefix, header, bound.all), body);
    if (!plain) throw fail('altered');
    return text.decode(plain);
  }

  /** What can be told without a key. */
  #read(sealed: string, fail: (reason: keyof typeof RULES) => Error) {
    const parts = typeof sealed === 'string' ? split(sealed) : undefined;
    if (!parts) throw fail('malformed');
    const { keyId } = parts;
    const bytes = this.#primitives.toBytes(parts.body);
    if (bytes.length < HEADER_SIZE) throw fail('cut');
    const prefix = utf8.encode(prefixOf(keyId));
    const header = bytes.subarray(0, HEADER_SIZE);
    if (!isWhole(prefix, header)) throw fail('altered');
    const body = bytes.subarray(HEADER_SIZE);
    if (body.length < lengthIn(header)) throw fail('cut');
    const whole = bytes.length - (bytes.length % 3); // behind it base64 has spare bits, which must be the ones it was written with
    const isTail = this.#primitives.toText(bytes.subarray(whole)) === parts.body.slice((whole / 3) * 4);
    if (body.length > lengthIn(header) || !isTail) throw fail('altered');
    return { keyId, prefix, header, body };
  }

  /** What a key of the ring is used by here, and what tells it from another key of the same id. */
  async #known(keyId: string): Promise<Known<Root>> {
    const known = this.#roots.get(keyId);
    if (known !== undefined) return known;
    const { root: ready, mac } = this.#primitives;
    const root = await ready(Uint8Array.from(await this.#keyRing.derive(keyId, 'secure-llm vault v1')));
    const check = (await mac(root, LABELS.check)).subarray(0, SIZES.check);
    const made = { root, check };
    this.#roots.set(keyId, made); // of ids that the ring holds: nobody else can make it grow
    return made;
  }

  /** The key of one record alone: HKDF-Expand (RFC 5869, 2.3) with its salt in `info`. */
  #keyOf(root: Root, header: Bytes) {
    return this.#primitives.mac(root, joined(LABELS.key, field(header, 'salt'), ONE));
  }

  /** What tells a moved record and another version; nothing to who lacks the key, as they differ with every salt. */
  async #marks(root: Root, header: Bytes, place: Bytes, version: number) {
    const digest = await this.#primitives.mac(root, joined(LABELS.place, field(header, 'salt'), place));
    return { place: digest.subarray(0, SIZES.place), version: hiddenVersion(version, digest.subarray(SIZES.place)) };
  }
}

interface Known<Root> {
  readonly root: Root;
  readonly check: Bytes;
}

const ONE = Uint8Array.of(1);
const LABELS = {
  check: utf8.encode('check'),
  key: utf8.encode('key '),
  place: utf8.encode('place '),
};

const TAG_SIZE = 16;
/** In the same time wherever they differ. */
function isEqual(one: Bytes, other: Bytes): boolean {
  let difference = one.length ^ other.length;
  for (let index = 0; index < one.length; index++) difference |= (one[index] ?? 0) ^ (other[index] ?? 0);
  return difference === 0;
}
