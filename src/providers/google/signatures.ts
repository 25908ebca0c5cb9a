import { isRecord, parseJson } from '../../lib/json.ts';
import type { ContinuationPart } from '../../types/message.ts';

/**
 * A thought signature and the part it belongs to, as the `data` of a continuation. Gemini 3 refuses a function call that
 * comes back without its own.
 *
 * @see https://ai.google.dev/gemini-api/docs/thought-signatures
 */
interface Signed {
  /** Base64. */
  readonly signature: string;
  /** The id of the function call that it belongs to; absent: the text. */
  readonly call?: string | undefined;
}

/** What Google has for calls that another model made, or that have lost their signature. */
export const NO_SIGNATURE = 'skip_thought_signature_validator';

/** Gemini 3 and later. */
export const wantsSignatures = (model: string): boolean => /\bgemini-(?:[3-9]|\d{2})/.test(model);

const SIGNATURE = /^[\w+/=-]+$/; // base64 of either alphabet

export const isSignature = (value: unknown): value is string => typeof value === 'string' && SIGNATURE.test(value);

export const writeSigned = ({ signature, call }: Signed): string => JSON.stringify({ signature, call });

/** Undefined for what `writeSigned` did not write. No word of it can reach the model but as a signature. */
export function readSigned({ data }: ContinuationPart): Signed | undefined {
  const value = parseJson(data);
  if (!isRecord(value) || !isSignature(value.signature)) return undefined;
  const { signature, call } = value;
  return call === undefined || typeof call === 'string' ? { signature, call } : undefined;
}
