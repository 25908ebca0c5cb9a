import { readFile } from 'node:fs/promises';
import type { KeyRing } from '../types/vault.ts';
import type { KeyRingOptions } from '../vault/key-ring.ts';
import type { Flags } from './arguments.ts';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';
import { textOf } from './values.ts';

const VARIABLE = 'SECURE_LLM_KEYS';
const FORM = '{"current":"k1","keys":{"k1":"<32 bytes in base64>"}}';

/** A key ring, and what it was made from. */
export interface ReadRing {
  readonly ring: Required<KeyRing>;
  readonly options: KeyRingOptions;
}

/** The key ring of a file or a variable of the environment: an argument would stand in the list of processes. */
export async function ringOf(flags: Flags, env: Io['env']): Promise<KeyRing> {
  const file = keyFileOf(flags);
  const text = file === undefined ? ringVariable(flags, env) : await readFile(file, 'utf8').catch(() => undefined);
  if (!text) throw new UsageError('--key-file cannot be read: check the path and its permissions');
  return (await ringIn(text)).ring;
}

/** The file of the keys; undefined where they are in a variable. */
export function keyFileOf(flags: Flags): string | undefined {
  const file = textOf(flags, 'key-file');
  if (file !== undefined && flags['key-env'] !== undefined)
    throw new UsageError('give --key-file or --key-env, not both');
  return file;
}

export function ringVariable(flags: Flags, env: Io['env']): string {
  const text = env[textOf(flags, 'key-env') ?? VARIABLE];
  if (text) return text;
  throw new UsageError(
    `the keys are missing: set ${VARIABLE}, name another variable with --key-env, or a file with --key-file`,
  );
}

/** Reads the JSON of a key ring. */
export async function ringIn(text: string): Promise<ReadRing> {
  const { keyRing } = await import('../vault/key-ring.ts');
  try {
    const options = JSON.parse(text);
    return { ring: keyRing(options), options };
  } catch {
    throw new UsageError(`the keys cannot be read: they must be of the form ${FORM}`); // a cause could quote them
  }
}
