import type { CallOptions } from '../call-options.ts';
import type { CallContext } from '../operations/context.ts';
import { Conversation as Dialogue } from '../operations/conversation.ts';
import type { Message } from '../types/message.ts';
import type { Begin, Recall } from './conversation.ts';
import type { ConversationPlace } from './options.ts';
import type { Turn } from './record.ts';
import { isSummary, SUMMARY_INSTRUCTIONS, summaryRequest, summaryTurn, transcripts } from './summary.ts';
import { overdue, windowOf } from './window.ts';

/** The call that turns are compacted for. */
export interface CompactionParts {
  readonly call: CallContext;
  readonly recall: Recall;
  readonly options: CallOptions;
  readonly begin: Begin;
}

/** The turns that go with what is asked: the oldest are summed up or dropped where all are too long. */
export async function compacted(
  { maxContextTokens, compaction }: ConversationPlace,
  parts: CompactionParts,
  turns: readonly Turn[],
  asked: Turn,
): Promise<readonly Turn[]> {
  const open = asked[0]?.role === 'tool' ? 1 : 0; // the last turn waits for what its tools answered
  const old = turns.slice(0, turns.length - open);
  const rest = turns.slice(old.length);
  const window = windowOf(maxContextTokens, parts.call.settings.sanitize);
  const count = overdue(old, [...rest.flat(), ...asked], window);
  const oldest = turns.slice(0, count);
  if (count === 0 || (count === 1 && oldest.every(isSummary))) return turns;
  if (compaction === 'drop') return turns.slice(count);
  let text = '';
  for (const lot of transcripts(oldest, window.chars)) {
    text = await summary(parts, summaryRequest(text, lot));
    if (text.trim() === '') return turns;
  }
  return [summaryTurn(text), ...turns.slice(count)];
}

/** A call of its own, which ends with the one that it is for. */
async function summary(
  { call, options, begin, recall }: CompactionParts,
  request: readonly Message[],
): Promise<string> {
  const { model, scope, principal, requestId, priority, cache, sanitize, timeout } = options;
  const own = {
    model,
    scope,
    principal,
    requestId,
    priority,
    cache,
    sanitize,
    timeout,
    signal: call.operation.begin(),
  };
  const asked = begin({ ...own, instructions: SUMMARY_INSTRUCTIONS }, () => recall.memory);
  return asked.operation.run(async () => {
    const { text } = await new Dialogue(asked, request).whole();
    recall.memory = asked.operation.screening.loaded.memory;
    return text;
  });
}
