import type { JsonRecord } from '../../lib/json.ts';
import type { RequestMessage } from '../../types/call.ts';
import { misplaced } from '../misplaced.ts';

/**
 * System text as blocks, wherever its messages stand: one, or two where `ttl` keeps the first in the prompt cache. That one
 * ends with the beginning of the last system message, as fence and canary, which change from call to call, stand behind it.
 *
 * @param added text of ours, behind everything else
 */
export function encodeSystem(
  messages: readonly RequestMessage[],
  ttl: '5m' | '1h' | undefined,
  added?: string,
): readonly JsonRecord[] {
  const texts = messages.flatMap(systemTexts);
  const kept = ttl === undefined ? 0 : texts.findLastIndex(({ begins }) => begins) + 1;
  if (added !== undefined) texts.push({ begins: true, text: added });
  const stable = joined(texts.slice(0, kept));
  const rest = joined(texts).slice(stable.length);
  if (stable.trim() === '') return rest.trim() === '' ? [] : [block(stable + rest)];
  const first = { ...block(stable), cache_control: { type: 'ephemeral', ttl } };
  return rest.trim() === '' ? [first] : [first, block(rest)];
}

interface SystemText {
  /** Whether a message begins with it. */
  readonly begins: boolean;
  readonly text: string;
}

function systemTexts({ role, content, path }: RequestMessage, index: number): readonly SystemText[] {
  if (role !== 'system') return [];
  return content.map((part, at) => {
    if (part.type !== 'text') throw misplaced(part, `${path ?? `messages[${index}]`}.content[${at}]`, role);
    return { begins: at === 0, text: part.text };
  });
}

const joined = (texts: readonly SystemText[]): string =>
  texts.map(({ begins, text }, index) => (begins && index > 0 ? `\n\n${text}` : text)).join('');

const block = (text: string): JsonRecord => ({ type: 'text', text });
