import type { ChatEvent } from '../../types/event.ts';
import type { Finding } from '../../types/guard.ts';
import type { ChatCompletionChunk } from './answer-schema.ts';
import { extension, FINISH, type Head, toolCall, usageOf } from './completion.ts';

type Choice = ChatCompletionChunk['choices'][number];

/** Events as `chat.completion.chunk`. A tool call comes whole, as it was screened; findings come with the reason of the end. */
export const chunksOf = (head: Head, includeUsage: boolean) =>
  async function* (events: AsyncIterable<ChatEvent>): AsyncGenerator<ChatCompletionChunk, void> {
    const chunk = (delta: Choice['delta'], finish_reason: Choice['finish_reason'] = null): ChatCompletionChunk => ({
      ...head,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    });
    const findings: Finding[] = [];
    let calls = 0;
    yield chunk({ role: 'assistant', content: '' });
    for await (const event of events) {
      if (event.type === 'finding') findings.push(event.finding);
      else if (event.type === 'text-delta') yield chunk({ content: event.text });
      else if (event.type === 'tool-call') yield chunk({ tool_calls: [{ index: calls++, ...toolCall(event) }] });
      else if (event.type === 'end') {
        yield { ...chunk({}, FINISH[event.finishReason]), ...extension(findings) };
        if (includeUsage) yield { ...chunk({}), choices: [], usage: usageOf(event.usage) };
      }
    }
  };
