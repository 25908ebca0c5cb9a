import { type Answer, NO_USAGE } from '../../lib/fold.ts';
import { isRecord, parseJson } from '../../lib/json.ts';
import type { ChatEvent } from '../../types/event.ts';

type Kept = Pick<
  Answer,
  'text' | 'reasoning' | 'toolCalls' | 'citations' | 'continuations' | 'rawFinishReason' | 'provider' | 'model'
> & {
  readonly finishReason: 'stop' | 'tool-calls';
  /** When it was given: milliseconds of the wall clock, which processes share. */
  readonly at: number;
};

/** An answer as a text to keep; undefined for one that is not complete. */
export function keptText(answer: Answer, at: number): string | undefined {
  const { finishReason } = answer;
  if (finishReason !== 'stop' && finishReason !== 'tool-calls') return undefined;
  const { text, reasoning, toolCalls, citations, continuations, rawFinishReason, provider, model } = answer;
  const kept: Kept = {
    text,
    reasoning,
    toolCalls,
    citations,
    continuations,
    finishReason,
    rawFinishReason,
    provider,
    model,
    at,
  };
  return JSON.stringify(kept);
}

/** The events of an answer that was kept for at most `ttlMs`; undefined for anything else. It costs nothing, so its usage is none. */
export function keptEvents(given: string, ttlMs: number, now: number): readonly ChatEvent[] | undefined {
  const kept = parseJson(given);
  if (!isKept(kept) || Math.abs(now - kept.at) >= ttlMs) return undefined;
  const { text, reasoning, toolCalls, citations, continuations, finishReason, rawFinishReason, provider, model } = kept;
  return [
    { type: 'start', provider, model, cached: true },
    ...(reasoning === '' ? [] : [{ type: 'reasoning-delta', text: reasoning } as const]),
    ...(text === '' ? [] : [{ type: 'text-delta', text } as const]),
    ...citations.map((citation) => ({ type: 'citation', citation }) as const),
    ...continuations.map((continuation) => ({ type: 'continuation', ...continuation }) as const),
    ...toolCalls.map((call) => ({ type: 'tool-call', ...call }) as const),
    { type: 'end', finishReason, ...(rawFinishReason !== undefined && { rawFinishReason }), usage: NO_USAGE },
  ];
}

/** Its seal tells that a client wrote it; its form, that it was one of this version. */
const isKept = (value: unknown): value is Kept =>
  isRecord(value) &&
  ['text', 'reasoning', 'provider', 'model'].every((key) => typeof value[key] === 'string') &&
  (value.finishReason === 'stop' || value.finishReason === 'tool-calls') &&
  typeof value.at === 'number' &&
  [value.toolCalls, value.citations, value.continuations].every(isRecords) &&
  Array.isArray(value.toolCalls) &&
  value.toolCalls.every((call) => typeof call.id === 'string' && typeof call.name === 'string');

const isRecords = (value: unknown): boolean => Array.isArray(value) && value.every(isRecord);
