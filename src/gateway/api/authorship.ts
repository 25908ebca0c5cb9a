import type { SecureLLMClient } from '../../client.ts';
import { InputBlockedError } from '../../errors.ts';
import { mapLeaves } from '../../lib/leaves.ts';
import type { Principal } from '../principal.ts';
import { badField, Refusal } from '../refusal.ts';

/** Whether a request comes from a page: what it says, whoever sits before that page may have written. */
export const isPage = ({ origin }: Principal): boolean => origin !== undefined;

/** System text is the server's. Throws Refusal (403) where a page sends it, in this field. */
export function refuseInstructions(principal: Principal, instructions: unknown, field = 'instructions'): void {
  if (instructions === undefined || !isPage(principal)) return;
  throw new Refusal(403, 'permission_denied', `\`${field}\` is for servers: a page may not set system text`, { field });
}

/**
 * Screens what a page adds to the task of a model, field by field, as text of a user. Throws InputBlockedError where a
 * safeguard refuses it, Refusal (400) where one would change it, as it cannot be changed and mean the same.
 */
export async function screenWords(
  client: SecureLLMClient,
  principal: Principal,
  added: { readonly [field: string]: unknown },
): Promise<void> {
  if (!isPage(principal)) return;
  for (const [field, value] of Object.entries(added)) {
    const text = (await stringsOf(value)).join('\n');
    if (text.trim() === '') continue;
    const { action, findings } = await client.check(text);
    if (action === 'block') throw new InputBlockedError(findings.map((finding) => ({ ...finding, path: field })));
    if (action === 'redact') throw badField(field, 'holds what a safeguard would replace: leave that out');
  }
}

/** Strings and keys: as JSON they would stand in quotation marks, and so read as somebody's quoted words. */
async function stringsOf(value: unknown): Promise<readonly string[]> {
  const strings: string[] = [];
  await mapLeaves(value, async (text) => {
    strings.push(text);
    return text;
  });
  return strings;
}
