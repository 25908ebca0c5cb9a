import { MAX_TOTAL_BYTES } from '../lib/files.ts';
import { estimateTextTokens } from '../lib/token-estimate.ts';
import { inputTokens } from '../lib/tokens.ts';
import type { Turn } from './record.ts';

/** What one request may hold, or does. */
export interface Size {
  readonly tokens: number;
  readonly messages: number;
  readonly chars: number;
  readonly bytes: number;
}

/** What is left of the limits of a pass for what tools answer in it. */
const SHARE = 0.75;
/** Of the window, after turns were compacted: so not every turn compacts again. */
const AFTER = 0.5;

/** The window of a conversation, within the limits that every pass has. */
export const windowOf = (
  maxTokens: number,
  { maxMessages, maxChars }: { readonly maxMessages: number; readonly maxChars: number },
): Size => ({
  tokens: maxTokens,
  messages: maxMessages * SHARE,
  chars: maxChars * SHARE,
  bytes: MAX_TOTAL_BYTES * SHARE,
});

/** How many of the oldest turns have to go so that the others, with the one that is asked now, take half of the window; 0 where all fit. */
export function overdue(turns: readonly Turn[], asked: Turn, window: Size): number {
  const sizes = turns.map(sizeOf);
  let total = [...sizes, sizeOf(asked)].reduce(plus);
  if (fits(total, window, 1)) return 0;
  let count = 0;
  for (const size of sizes) {
    if (fits(total, window, AFTER)) break;
    total = minus(total, size);
    count++;
  }
  return count;
}

function sizeOf(messages: Turn): Size {
  let chars = 0;
  let bytes = 0;
  for (const { content } of messages)
    for (const part of content) {
      if (part.type === 'text') chars += part.text.length;
      else if (part.type === 'tool-result') chars += part.output.length + part.name.length;
      else if (part.type === 'tool-call') chars += JSON.stringify(part.input).length + part.name.length;
      else if (part.type === 'file' && part.data instanceof Uint8Array) bytes += part.data.byteLength;
    }
  return { tokens: inputTokens({ messages }, estimateTextTokens), messages: messages.length, chars, bytes };
}

const KEYS = ['tokens', 'messages', 'chars', 'bytes'] as const;

const each = (of: (key: (typeof KEYS)[number]) => number): Size =>
  Object.fromEntries(KEYS.map((key) => [key, of(key)])) as unknown as Size;
const plus = (left: Size, right: Size): Size => each((key) => left[key] + right[key]);
const minus = (left: Size, right: Size): Size => each((key) => left[key] - right[key]);
const fits = (size: Size, window: Size, share: number): boolean =>
  KEYS.every((key) => size[key] <= window[key] * share);
