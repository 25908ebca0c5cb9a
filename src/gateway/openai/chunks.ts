import type { ChatEvent } from '../../types/event.ts';
import type { Finding } from '../../types/guard.ts';
import type { ChatCompletionChunk } from './answer-schema.ts';
import { extension, FINISH, type Head, toolCall, usageOf } from './completion.ts';

type Choice = ChatCompletionChunk['choices'][number];

/**
 * Tells the events of one answer as `chat.completion.chunk`. A tool call comes whole, as it was screened; findings come with
 * the reason of the end.
 */
export function chunksOf(head: Head, includeUsage: boolean): (event: ChatEvent) => readonly ChatCompletionChunk[] {
  const findings: Finding[] = [];
  let calls = 0;
  let opening: readonly ChatCompletionChunk[] = [chunk(head, { role: 'assistant', content: '' })];
  const told = (event: ChatEvent): readonly ChatCompletionChunk[] => {
    if (event.type === 'text-delta') return [chunk(head, { content: event.text })];
    if (event.type === 'tool-call') return [chunk(head, { tool_calls: [{ index: calls++, ...toolCall(event) }] })];
    if (event.type === 'finding') findings.push(event.finding);
    if (event.type !== 'end') return [];
    const end = { ...chunk(head, {}, FINISH[event.finishReason]), ...extension(findings) };
    return includeUsage ? [end, { ...chunk(head, {}), choices: [], usage: usageOf(event.usage) }] : [end];
  };
  return (event) => {
    const first = opening;
    opening = [];
    return [...first, ...told(event)];
  };
}

const chunk = (
  head: Head,
  delta: Choice['delta'],
  finish_reason: Choice['finish_reason'] = null,
): ChatCompletionChunk => ({
  ...head,
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, logprobs: null, finish_reason }],
});
