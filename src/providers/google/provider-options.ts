import { invalid, oneOf } from '../../lib/check.ts';
import type { ChatRequest } from '../../types/call.ts';
import { extraOf } from '../extra.ts';

/** Fields beside `generationConfig` that may be set. None of them holds words for the model. */
const OF_BODY: ReadonlySet<string> = new Set(['safetySettings', 'cachedContent', 'labels', 'serviceTier', 'store']);

/**
 * Fields that decide what is asked of whom, how long the answer may be, as budgets count on it, and how the reply is read: no
 * provider option may undo them. Google takes the names of fields in snake case as well.
 */
const OURS: ReadonlySet<string> = new Set([
  'contents',
  'systemInstruction',
  'tools',
  'toolConfig',
  'model',
  'candidateCount',
  'candidate_count',
  'maxOutputTokens',
  'max_output_tokens',
]);

const flag = oneOf<boolean>(true, false);

interface ReadOptions {
  readonly body: object;
  readonly generationConfig: object;
  readonly search: boolean;
}

/** `providerOptions.google`, each field where the wire format has it. */
export function readProviderOptions(request: ChatRequest): ReadOptions {
  const { googleSearch, ...rest } = extraOf(request, 'google', OURS);
  const search =
    googleSearch === undefined ? false : flag(googleSearch, 'providerOptions.google.googleSearch', invalid);
  const entries = Object.entries(rest);
  if ('generationConfig' in rest)
    throw invalid('providerOptions.google.generationConfig', 'is not needed: set its fields beside the others');
  return {
    body: Object.fromEntries(entries.filter(([option]) => OF_BODY.has(option))),
    generationConfig: Object.fromEntries(entries.filter(([option]) => !OF_BODY.has(option))),
    search,
  };
}
