import { stat } from 'node:fs/promises';
import { apiKeys } from '../../../gateway/auth/api-keys.ts';
import { SCOPES } from '../../../gateway/principal.ts';
import { fileStore } from '../../../node/vault.ts';
import { keyOutcomes } from '../../../scanner/runtime/key-ages.ts';
import type { Outcome } from '../../../scanner/runtime/outcome.ts';
import type { CommandContext } from '../../commands/command.ts';
import { UsageError } from '../../usage-error.ts';
import { textOf } from '../../values.ts';

/** The API keys of a gateway. A folder that is not there is an error, not a folder without keys. */
export async function apiKeyChecks({ flags }: CommandContext): Promise<readonly Outcome[]> {
  const folder = textOf(flags, 'keys') ?? '';
  try {
    if (!(await stat(folder)).isDirectory()) throw new Error('no folder');
    const keys = await apiKeys({ store: fileStore(folder) }).list();
    const facts = keys.map(({ principal: { scopes }, ...key }) => ({ ...key, scopes }));
    return keyOutcomes(facts, SCOPES, Math.floor(Date.now() / 1_000));
  } catch {
    throw new UsageError('--keys cannot be read: check the folder, its permissions, and that it holds API keys');
  }
}
