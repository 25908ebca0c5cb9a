import type { ScreenMemory } from '../layers/screen.ts';
import { base64 } from '../lib/base64.ts';
import { isRecord, parseJson } from '../lib/json.ts';
import { readMessages } from '../lib/messages.ts';
import type { KeptPlaceholder } from '../lib/placeholders.ts';
import type { RequestMessage } from '../types/call.ts';
import type { Message, PartInput } from '../types/message.ts';

/** One turn: what was asked, and all that came of it. */
export type Turn = readonly RequestMessage[];

/** A conversation as it is kept. */
export interface ConversationRecord {
  /** Those that were answered, the oldest first. */
  readonly turns: readonly Turn[];
  /** What was asked and not answered. */
  readonly pending: Turn;
  readonly memory: ScreenMemory;
}

/** When a record expires, in milliseconds of the wall clock; null: never. It is sealed with it, whatever a store does. */
export type Expiry = number | null;

export const EMPTY: ConversationRecord = { turns: [], pending: [], memory: { placeholders: [], untrusted: false } };

export const isEmpty = ({ turns, pending }: ConversationRecord): boolean => turns.length + pending.length === 0;

export const textOf = ({ turns, pending, memory }: ConversationRecord, until: Expiry): string =>
  JSON.stringify({ turns: turns.map(plain), pending: plain(pending), memory, until });

/** What `textOf` gave; undefined for anything else. */
export function recordOf(text: string): { readonly record: ConversationRecord; readonly until: Expiry } | undefined {
  const given = parseJson(text);
  if (!isRecord(given) || !Array.isArray(given.turns) || !isRecord(given.memory)) return undefined;
  const { until } = given;
  if (until !== null && typeof until !== 'number') return undefined;
  const { placeholders, untrusted } = given.memory;
  if (!Array.isArray(placeholders) || !placeholders.every(isKept) || typeof untrusted !== 'boolean') return undefined;
  try {
    const turns = given.turns.map((turn) => turnOf(turn));
    return { record: { turns, pending: turnOf(given.pending), memory: { placeholders, untrusted } }, until };
  } catch {
    return undefined; // its words tell of the content
  }
}

/** Whether a turn is read as it is written, and may be sent again: a model may ask for tools as no input could. */
export function isReadable(turn: Turn, maxDepth: number): boolean {
  try {
    turnOf(JSON.parse(JSON.stringify(plain(turn))), { ...LIMITS, maxDepth });
    return true;
  } catch {
    return false;
  }
}

/** A message without what it was called in the call that brought it. */
export const bare = ({ role, content }: RequestMessage): RequestMessage => Object.freeze({ role, content });

const plain = (turn: Turn) => turn.map(({ role, content }) => ({ role, content: content.map(plainPart) }));

const plainPart = (part: RequestMessage['content'][number]): unknown => {
  if (part.type !== 'file') return part;
  return { ...part, data: part.data instanceof URL ? { url: part.data.href } : { base64: base64(part.data) } };
};

const LIMITS = { maxMessages: Number.POSITIVE_INFINITY, maxDepth: 1_000 }; // those of a call hold when it is sent

function turnOf(given: unknown, limits = LIMITS): Turn {
  if (!Array.isArray(given)) throw new TypeError('no turn');
  if (given.length === 0) return [];
  const messages = given.map(({ role, content }): Message => ({ role, content: content.map(partOf) }));
  return readMessages(messages, limits).map(bare);
}

function partOf(part: unknown): PartInput {
  if (!isRecord(part) || part.type !== 'file' || !isRecord(part.data)) return part as unknown as PartInput;
  const { url, base64 } = part.data;
  const data =
    typeof url === 'string' ? new URL(url) : Uint8Array.from(atob(String(base64)), (char) => char.charCodeAt(0));
  return { ...part, data } as unknown as PartInput;
}

const isKept = (given: unknown): given is KeptPlaceholder =>
  Array.isArray(given) &&
  given.length === 3 &&
  /^[A-Z][A-Z0-9_]{0,39}$/.test(given[0]) &&
  Number.isSafeInteger(given[1]) &&
  given[1] > 0 &&
  typeof given[2] === 'string';
