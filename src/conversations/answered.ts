import type { RequestMessage } from '../types/call.ts';
import type { Part, ToolResultPart } from '../types/message.ts';

/**
 * The messages with a result for every tool call: what nobody answered, such as at `maxSteps`, was not run. Providers refuse
 * a call without one for ever.
 */
export function answered(messages: readonly RequestMessage[]): readonly RequestMessage[] {
  const all = [...messages];
  for (let index = all.length - 1; index >= 0; index--) {
    const asked = all[index]?.role === 'assistant' ? (all[index]?.content ?? []) : [];
    if (!asked.some(({ type }) => type === 'tool-call')) continue;
    const given = new Set<string>();
    for (let at = index + 1; all[at]?.role === 'tool'; at++)
      for (const part of all[at]?.content ?? []) if (part.type === 'tool-result') given.add(part.id);
    const missing = asked.flatMap((part) => (part.type === 'tool-call' && !given.has(part.id) ? notRun(part) : []));
    if (missing.length === 0) continue;
    const next = all[index + 1];
    if (next?.role === 'tool') all[index + 1] = { ...next, content: [...next.content, ...missing] };
    else all.splice(index + 1, 0, { role: 'tool', content: missing });
  }
  return all;
}

const notRun = ({ id, name }: Extract<Part, { type: 'tool-call' }>): ToolResultPart => ({
  type: 'tool-result',
  id,
  name,
  output: 'Not run.',
  trust: 'trusted',
});
