import type { ResponseReasoningItem } from 'openai/resources/responses/responses';
import { isRecord, parseJson } from '../../../lib/json.ts';

const ID = /^[\w-]{1,128}$/;
const SEALED = /^[\w+/=-]+$/; // base64 of either alphabet: it holds no words

/** A reasoning item without its text, as a continuation keeps it; undefined where the server did not seal it. */
export function sealedReasoning(item: unknown): string | undefined {
  const known = sealed(item);
  return known && JSON.stringify({ id: known.id, encrypted_content: known.encrypted_content });
}

/** The item that goes back: made anew from an id and what the vendor sealed, so that no text can hide in it. */
export function reasoningItem(data: string): ResponseReasoningItem[] {
  const known = sealed(parseJson(data));
  return known ? [{ type: 'reasoning', summary: [], ...known }] : [];
}

function sealed(value: unknown): Pick<ResponseReasoningItem, 'id' | 'encrypted_content'> | undefined {
  if (!isRecord(value)) return undefined;
  const { id, encrypted_content } = value;
  const fits =
    typeof id === 'string' && ID.test(id) && typeof encrypted_content === 'string' && SEALED.test(encrypted_content);
  return fits ? { id, encrypted_content } : undefined;
}
