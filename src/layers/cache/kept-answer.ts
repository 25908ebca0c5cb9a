import { type Answer, NO_USAGE } from '../../lib/fold.ts';
import { isRecord, type JsonRecord, parseJson } from '../../lib/json.ts';
import type { ChatEvent } from '../../types/event.ts';
import type { ContinuationPart, Part, TextPart, ToolCallPart } from '../../types/message.ts';

type Said = TextPart | ContinuationPart | ToolCallPart;

type Kept = Pick<Answer, 'reasoning' | 'citations' | 'rawFinishReason' | 'provider' | 'model'> & {
  readonly finishReason: 'stop' | 'tool-calls';
  /** In the order in which it came: some providers want what they get back to stand where it stood. */
  readonly turn: readonly Said[];
  /** When it was given: milliseconds of the wall clock, which processes share. */
  readonly at: number;
};

/** An answer, and what was said in it in order, as a text to keep; undefined for one that is not complete. */
export function keptText(answer: Answer, turn: readonly Part[], at: number): string | undefined {
  const { finishReason, reasoning, citations, rawFinishReason, provider, model } = answer;
  if (finishReason !== 'stop' && finishReason !== 'tool-calls') return undefined;
  const kept: Kept = {
    reasoning,
    turn: turn.filter(isSaid),
    citations,
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
  const { reasoning, turn, citations, finishReason, rawFinishReason, provider, model } = kept;
  return [
    { type: 'start', provider, model, cached: true },
    ...(reasoning === '' ? [] : [{ type: 'reasoning-delta', text: reasoning } as const]),
    ...turn.map((part): ChatEvent => (part.type === 'text' ? { type: 'text-delta', text: part.text } : part)),
    ...citations.map((citation) => ({ type: 'citation', citation }) as const),
    { type: 'end', finishReason, ...(rawFinishReason !== undefined && { rawFinishReason }), usage: NO_USAGE },
  ];
}

/** Its seal tells that a client wrote it; its form, that it was one of this version. */
const isKept = (value: unknown): value is Kept =>
  isRecord(value) &&
  hasTexts(value, 'reasoning', 'provider', 'model') &&
  (value.finishReason === 'stop' || value.finishReason === 'tool-calls') &&
  typeof value.at === 'number' &&
  isListOf(value.citations, isRecord) &&
  isListOf(value.turn, isSaid);

const isListOf = (value: unknown, is: (item: unknown) => boolean): boolean => Array.isArray(value) && value.every(is);

function isSaid(part: unknown): part is Said {
  if (!isRecord(part)) return false;
  if (part.type === 'text') return hasTexts(part, 'text');
  if (part.type === 'continuation') return hasTexts(part, 'provider', 'data');
  return part.type === 'tool-call' && hasTexts(part, 'id', 'name');
}

const hasTexts = (value: JsonRecord, ...keys: readonly string[]): boolean =>
  keys.every((key) => typeof value[key] === 'string');
