import { InvalidInputError } from '../../errors.ts';
import { isRecord, type JsonRecord, parseJson } from '../../lib/json.ts';

/**
 * A block of reasoning, as a continuation carries it: the API takes it back only as it was, and wants it before the tool
 * calls that it led to.
 */
export type ThinkingBlock =
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'redacted_thinking'; readonly data: string };

/** A block as data for a continuation; undefined where there is nothing to prove that it is the model's own. */
export function continuationData(block: ThinkingBlock): string | undefined {
  const proof = block.type === 'thinking' ? block.signature : block.data;
  return proof === '' ? undefined : JSON.stringify(block);
}

/**
 * The block of a continuation, made again from its known fields. A continuation is not screened, so nothing but reasoning
 * with its proof may come back this way: throws InvalidInputError for anything else, whose words it does not repeat.
 */
export function thinkingBlock(data: string, field: string): JsonRecord {
  const value = parseJson(data);
  if (isRecord(value)) {
    const { type, thinking, signature, data: redacted } = value;
    if (type === 'thinking' && typeof thinking === 'string' && isFilled(signature))
      return { type, thinking, signature };
    if (type === 'redacted_thinking' && isFilled(redacted)) return { type, data: redacted };
  }
  throw new InvalidInputError(field, 'is not what this provider gave: pass the part as it came, or leave it out');
}

const isFilled = (value: unknown): value is string => typeof value === 'string' && value !== '';
