import { readFile } from 'node:fs/promises';
import type { KeyRing } from '../../types/vault.ts';
import type { Flags } from '../arguments.ts';
import type { Io } from '../io.ts';
import { UsageError } from '../usage-error.ts';
import { textOf } from '../values.ts';

const VARIABLE = 'SECURE_LLM_KEYS';
const FORM = '{"current":"k1","keys":{"k1":"<32 bytes in base64>"}}';

/** The key ring of a file or a variable of the environment: an argument would stand in the list of processes. */
export async function ringOf(flags: Flags, env: Io['env']): Promise<KeyRing> {
  const file = textOf(flags, 'key-file');
  const variable = textOf(flags, 'key-env') ?? VARIABLE;
  if (file !== undefined && flags['key-env'] !== undefined)
    throw new UsageError('give --key-file or --key-env, not both');
  const text = file === undefined ? env[variable] : await readFile(file, 'utf8').catch(() => undefined);
  if (!text)
    throw new UsageError(
      file === undefined
        ? `the keys are missing: set ${VARIABLE}, name another variable with --key-env, or a file with --key-file`
        : '--key-file cannot be read: check the path and its permissions',
    );
  const { keyRing } = await import('../../vault/key-ring.ts');
  try {
    return keyRing(JSON.parse(text));
  } catch {
    throw new UsageError(`the keys cannot be read: they must be of the form ${FORM}`); // a cause could quote them
  }
}
