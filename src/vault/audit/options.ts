import { type Check, callable, group, integer, misuse, oneOf, show } from '../../lib/check.ts';
import type { KeyRing } from '../../types/vault.ts';
import type { AuditLogOptions, CheckpointOptions } from './log.ts';
import type { LogSink } from './sink.ts';

/** The options of a log, checked, with what was left out. */
export interface LogSettings {
  readonly sink: LogSink;
  readonly keyRing: KeyRing;
  readonly checkpoint: CheckpointOptions | undefined;
  readonly onSinkError: 'block' | 'continue' | ((error: unknown) => void);
  readonly maxQueued: number;
  readonly content: boolean;
}

const has =
  <T>(method: string, what: string): Check<T> =>
  (value, field, refuse) => {
    if (typeof value === 'object' && value !== null && typeof Reflect.get(value, method) === 'function')
      return value as T;
    throw refuse(field, `must be ${what}, got ${show(value)}`);
  };

const sink: Check<LogSink | LogSink['write']> = (value, ...rest) =>
  typeof value === 'function'
    ? (value as LogSink['write'])
    : has<LogSink>('write', 'a sink with `write`, or a function')(value, ...rest);

const keyRing = has<KeyRing>('derive', 'a key ring, as `keyRing` makes it');

const signKey: Check<CryptoKey> = (value, field, refuse) => {
  if (value instanceof CryptoKey && value.type === 'private' && value.algorithm.name === 'Ed25519') return value;
  throw refuse(field, 'must be the private CryptoKey of an Ed25519 pair');
};

const checks = group<AuditLogOptions>({
  sink,
  keyRing,
  checkpoint: group<CheckpointOptions>({
    every: integer(1),
    signKey,
    onCheckpoint: callable as Check<CheckpointOptions['onCheckpoint']>,
  }),
  onSinkError: (value, ...rest) =>
    typeof value === 'function' ? (value as (error: unknown) => void) : oneOf('block', 'continue')(value, ...rest),
  maxQueued: integer(1),
  content: oneOf(true, false),
});

/** Throws TypeError naming the option at fault. */
export function readLogOptions(options: AuditLogOptions): LogSettings {
  const {
    checkpoint,
    onSinkError = 'block',
    maxQueued = 10_000,
    content = false,
    ...given
  } = checks(options, 'auditLog', misuse);
  for (const name of ['sink', 'keyRing'] as const)
    if (given[name] === undefined) throw misuse(`auditLog.${name}`, 'is missing');
  if (checkpoint && (checkpoint.every === undefined || checkpoint.onCheckpoint === undefined))
    throw misuse('auditLog.checkpoint', 'needs `every` and `onCheckpoint`');
  const own = typeof given.sink === 'function' ? { write: given.sink } : given.sink;
  return { sink: own, keyRing: given.keyRing, checkpoint, onSinkError, maxQueued, content };
}
