import { InvalidInputError } from '../../errors.ts';
import type { KeyRing, Vault } from '../../types/vault.ts';
import type { VaultOptions } from '../vault.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { MacOf } from './mac.ts';
import { readLogOptions } from './options.ts';
import type { LogSink } from './sink.ts';
import { LogWriter } from './writer.ts';

export interface CheckpointOptions {
  /** After how many lines there is one. Integer, 1 or more. */
  readonly every: number;
  /** The private key of an Ed25519 pair. @default none: sealed with the key ring */
  readonly signKey?: CryptoKey | undefined;
  /** Keeps it where whoever can write to the log cannot. Told once the lines are kept; what it throws counts as the sink's. */
  readonly onCheckpoint: (checkpoint: Checkpoint) => void | Promise<void>;
}

export interface AuditLogOptions {
  /** Where the lines go; a function is the `write` of one. */
  readonly sink: LogSink | LogSink['write'];
  readonly keyRing: KeyRing;
  /** @default none are made by themselves */
  readonly checkpoint?: CheckpointOptions | undefined;
  /**
   * What a record that cannot be written does to its call. `block`: the call waits for its record, and fails without it.
   * `continue`: it waits for nothing; a function is told the error beside that. Either way the log notes how many are lost.
   * @default 'block'
   */
  readonly onSinkError?: 'block' | 'continue' | ((error: unknown) => void) | undefined;
  /** Records that may wait for the sink; one more is lost. Integer, 1 or more. @default 10_000 */
  readonly maxQueued?: number | undefined;
  /**
   * Whether the log keeps what was asked and answered, encrypted with the key ring; `openContent` opens it. Content that is too
   * long for a line is cut, and says so.
   * @default false
   */
  readonly content?: boolean | undefined;
}

/** How far a log has come. */
export interface LogState {
  readonly log: string;
  /** Lines. */
  readonly count: number;
  /** The mark of the last of them. */
  readonly head: string;
}

/** Takes records: for the client's `audit` option, or called by hand with any plain object. */
export interface AuditLog {
  (record: object): void | Promise<void>;
  /** Whether the client gives it the content of calls. */
  readonly content: boolean;
  /** Opens the sink now rather than with the first record. Rejects where it cannot be written, or does not fit the ring. */
  ready(): Promise<LogState>;
  /** Undefined before it is open. */
  readonly state: LogState | undefined;
  /** Where the log stands, sealed, once what was given before is written. */
  checkpoint(): Promise<Checkpoint>;
  /** Writes what waits, makes a last checkpoint and closes the sink. */
  close(): Promise<void>;
}

/** An audit log whose marks are made by `macOf`, and whose content is sealed by a vault of `vaultOf`. */
export const auditLogBy =
  (macOf: MacOf, vaultOf: (options: VaultOptions) => Vault) =>
  (options: AuditLogOptions): AuditLog => {
    const settings = readLogOptions(options);
    const { onSinkError, content, keyRing } = settings;
    const writer = new LogWriter(settings, macOf, content ? vaultOf({ keyRing }) : undefined);
    const record = (given: object): void | Promise<void> => {
      if ('type' in given && given.type === 'log')
        throw new InvalidInputError('record.type', 'must not be `log`: that is what the log notes about itself');
      const written = writer.append(given);
      if (onSinkError === 'block') return written;
      written.catch(onSinkError === 'continue' ? () => {} : onSinkError).catch(() => {});
    };
    const members = {
      content,
      ready: async () => stateOf(await writer.open()),
      checkpoint: () => writer.checkpoint(),
      close: () => writer.close(),
    };
    return Object.defineProperty(Object.assign(record, members), 'state', {
      get: () => writer.position && stateOf(writer.position),
    }) as AuditLog;
  };

const stateOf = ({ log, count, head }: LogState): LogState => ({ log, count, head });
