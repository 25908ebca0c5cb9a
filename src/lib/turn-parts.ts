import type { Part } from '../types/message.ts';
import type { Answer } from './fold.ts';

/** What a tool may be called: servers take no other name back. */
export const TOOL_NAME = /^[\w-]{1,64}$/;

/** An answer as the parts of a message: its text and its tool calls as they were shown, in the order of `turn`. */
export function partsOf({ text, toolCalls, continuations }: Answer, turn: readonly Part[] = []): readonly Part[] {
  const order = turn.length > 0 ? turn : continuations.map((part): Part => ({ type: 'continuation', ...part }));
  const calls = toolCalls.map((call): Part => ({ type: 'tool-call', ...call }));
  const said: Part[] = text === '' ? [] : [{ type: 'text', text }];
  const parts = order.flatMap((part) => {
    if (part.type === 'continuation') return [part];
    return part.type === 'text' ? said.splice(0) : calls.splice(0, 1);
  });
  return [...parts, ...said, ...calls];
}
