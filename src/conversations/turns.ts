import type { ScreenMemory } from '../layers/screen.ts';
import { PlaceholderTable } from '../lib/placeholders.ts';
import type { RequestMessage, ToolDefinition } from '../types/call.ts';
import type { Part } from '../types/message.ts';
import type { Turn } from './record.ts';

/** What tools answered to the last turn belongs to it: calls and results are kept and compacted together. */
export function withTurn(turns: readonly Turn[], said: Turn): readonly Turn[] {
  const last = turns.at(-1);
  if (said[0]?.role !== 'tool' || !last) return [...turns, said];
  return [...turns.slice(0, -1), [...last, ...said]];
}

/**
 * Tools may have been asked with placeholders: what is kept has values alone, and the table gives the placeholders again.
 * What a tool with `restore` was asked has them already; once more would take a text of somebody for a placeholder.
 */
export function withValues(
  messages: readonly RequestMessage[],
  { placeholders }: ScreenMemory,
  tools: readonly ToolDefinition[] = [],
): readonly RequestMessage[] {
  const table = new PlaceholderTable(placeholders);
  const restored = new Set(tools.flatMap(({ name, restore }) => (restore ? name : [])));
  const valued = (part: Part): Part =>
    part.type === 'tool-call' && !restored.has(part.name) ? { ...part, input: table.restoreJson(part.input) } : part;
  return messages.map(({ role, content }) => ({ role, content: content.map(valued) }));
}
