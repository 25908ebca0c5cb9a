import { IntegrityError, type IntegrityReason } from '../../errors.ts';
import { canonicalJson } from '../../lib/canonical.ts';
import { bytesOf, hexOf } from '../../lib/hex.ts';
import { isRecord } from '../../lib/json.ts';
import type { Position } from './chain.ts';
import { isSameMark, type Macs } from './mac.ts';

/**
 * How far a log had come at a moment: kept elsewhere, it reveals a log that was cut or replaced afterwards. Plain data, for
 * JSON. Sealed by HMAC-SHA-256 with a key of the ring, or by an Ed25519 signature.
 */
export interface Checkpoint {
  readonly v: 1;
  readonly log: string;
  /** Lines. */
  readonly count: number;
  /** The mark of the last of them. */
  readonly head: string;
  /** Wall clock, ISO 8601 in UTC. */
  readonly time: string;
  /** The key of the ring that the next line is under, and that `mac` is made with. */
  readonly key: string;
  /** 64 hexadecimal digits. */
  readonly mac?: string;
  /** 128 hexadecimal digits. */
  readonly signature?: string;
}

/** Seals with the private key where there is one, else with the key of the ring that the log is under. */
export async function checkpointAt(
  { log, count, head, key }: Position,
  macs: Macs,
  signKey?: CryptoKey,
): Promise<Checkpoint> {
  const facts = { v: 1, log, count, head, time: new Date().toISOString(), key } as const;
  if (!signKey) return { ...facts, mac: await (await macs(key))(canonicalJson(facts)) };
  const signature = await crypto.subtle.sign('Ed25519', signKey, bytes(canonicalJson(facts)));
  return { ...facts, signature: hexOf(signature) };
}

/** Whether the seal is right. Throws IntegrityError for what is no checkpoint, or is sealed in the other way. */
export async function isSealed(checkpoint: Checkpoint, macs: Macs, publicKey?: CryptoKey): Promise<boolean> {
  if (!hasForm(checkpoint)) throw refusal('malformed', 'is none: give the object that `onCheckpoint` got');
  const { v, log, count, head, time, key, mac, signature } = checkpoint;
  const facts = { v, log, count, head, time, key };
  if (publicKey) {
    if (signature === undefined)
      throw refusal('wrong-key', 'is not signed: leave out `publicKey`, or give a signed one');
    return crypto.subtle.verify('Ed25519', publicKey, bytesOf(signature), bytes(canonicalJson(facts)));
  }
  if (mac === undefined) throw refusal('unknown-key', 'is signed: give `publicKey` to check it');
  const sealOf = await macs(key).catch((error) => {
    throw error instanceof IntegrityError
      ? refusal('unknown-key', 'is under a key that the ring does not hold')
      : error;
  });
  return isSameMark(await sealOf(canonicalJson(facts)), mac);
}

/** Throws IntegrityError for a checkpoint that cannot be of the same log as the one that is read from. */
export function assertSameLog(checkpoint: Checkpoint, after: Checkpoint): void {
  if (checkpoint.log !== after.log) throw refusal('moved', 'is of another log than `after`');
  if (checkpoint.count === after.count && checkpoint.head !== after.head)
    throw refusal('altered', 'contradicts `after`: the log was written anew by someone with a key');
}

const refusal = (reason: IntegrityReason, rule: string) => new IntegrityError(reason, 'the checkpoint', rule);

const hasForm = (value: unknown): value is Checkpoint =>
  isRecord(value) &&
  value.v === 1 &&
  Number.isSafeInteger(value.count) &&
  [value.log, value.head, value.time, value.key].every((text) => typeof text === 'string') &&
  [value.mac, value.signature].every((text) => text === undefined || typeof text === 'string');

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
