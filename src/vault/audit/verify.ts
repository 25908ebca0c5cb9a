import { IntegrityError } from '../../errors.ts';
import type { KeyRing } from '../../types/vault.ts';
import { assertSameLog, type Checkpoint, isSealed } from './checkpoint.ts';
import { type LogSource, linesOf } from './lines.ts';
import { type MacOf, macsOf } from './mac.ts';
import { Reader } from './reader.ts';

export interface VerifyOptions {
  readonly keyRing: KeyRing;
  /** One that was kept elsewhere. Without it nobody can tell whether the end was cut off, or the whole replaced by an older one. */
  readonly checkpoint?: Checkpoint | undefined;
  /** The checkpoint that was made where this part of the log begins: what is before it need not be there any more. */
  readonly after?: Checkpoint | undefined;
  /** The public key of an Ed25519 pair, where checkpoints are signed. */
  readonly publicKey?: CryptoKey | undefined;
}

/** What a whole log says. */
export interface VerifiedLog {
  readonly log: string | undefined;
  /** Lines, those before `after` included. */
  readonly count: number;
  /** The mark of the last line. */
  readonly head: string | undefined;
  /** When its first and last lines were written, by the clock of the writer. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Records that the log itself says could not be written. */
  readonly lost: number;
}

export type VerifyLog = (source: LogSource, options: VerifyOptions) => Promise<VerifiedLog>;

/** A `verifyLog` whose marks are made by `macOf`. */
export const verifyLogBy =
  (macOf: MacOf): VerifyLog =>
  async (source, { keyRing, checkpoint, after, publicKey }) => {
    const seals = macsOf(keyRing, 'audit checkpoint', macOf);
    const given = [checkpoint, after].filter((each) => each !== undefined);
    let areSealed = true;
    for (const each of given) areSealed &&= await isSealed(each, seals, publicKey);
    if (checkpoint && after) assertSameLog(checkpoint, after);
    const checkSeals = () => {
      if (!areSealed)
        throw new IntegrityError('altered', 'the checkpoint', 'is not as it was sealed: take another copy of it');
    };
    const knownKey = areSealed && !publicKey ? checkpoint?.key : undefined;
    const reader = new Reader(macsOf(keyRing, 'audit chain', macOf), checkpoint, after, knownKey);
    for await (const lines of linesOf(source)) {
      for (const line of lines) {
        const pending = reader.take(line);
        if (pending) await pending;
      }
      checkSeals(); // a wrong key shows in the lines first
    }
    checkSeals();
    return reader.end();
  };
