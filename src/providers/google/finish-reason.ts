import type { FinishReason } from '../../types/event.ts';

const FINISH: ReadonlyMap<string, FinishReason> = new Map([
  ['STOP', 'stop'],
  ['FUNCTION_CALL', 'stop'], // of servers that speak as Gemini does; Gemini itself says STOP
  ['MAX_TOKENS', 'length'],
  ['CONTINUATION', 'length'], // the limit of one request; it may be asked to go on
  ['SAFETY', 'content-filter'],
  ['RECITATION', 'content-filter'],
  ['BLOCKLIST', 'content-filter'],
  ['PROHIBITED_CONTENT', 'content-filter'],
  ['SPII', 'content-filter'],
  ['ESCALATION', 'content-filter'],
  ['MODEL_ARMOR', 'content-filter'],
  ['IMAGE_SAFETY', 'content-filter'],
  ['IMAGE_PROHIBITED_CONTENT', 'content-filter'],
  ['IMAGE_RECITATION', 'content-filter'],
]);

/** A finish reason of Gemini, which has no word of its own for a turn that ends with function calls. */
export function finishReasonOf(raw: string | undefined, hasCalls: boolean): FinishReason {
  const known = FINISH.get(raw ?? '') ?? 'other';
  return known === 'stop' && hasCalls ? 'tool-calls' : known;
}
