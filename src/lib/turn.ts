import type { ChatEvent } from '../types/event.ts';
import type { Part } from '../types/message.ts';
import type { Answer } from './fold.ts';

/** What a tool may be called: servers take no other name back. */
export const TOOL_NAME = /^[\w-]{1,64}$/;
const UNKNOWN = 'unknown_tool';

/** One turn of a model as the parts of a message: text, continuations and tool calls in the order in which they came. */
export class Turn {
  readonly #parts: (Part | string[])[] = [];

  /** The same events, taken down as they pass; a tool call with a name that none can have is one of `unknown_tool`. */
  async *of(events: AsyncIterable<ChatEvent>): AsyncGenerator<ChatEvent, void> {
    for await (const given of events) {
      const event = given.type === 'tool-call' && !TOOL_NAME.test(given.name) ? { ...given, name: UNKNOWN } : given;
      this.#add(event);
      yield event;
    }
  }

  get parts(): readonly Part[] {
    return this.#parts.map((part) => (Array.isArray(part) ? textPart(part.join('')) : part));
  }

  #add(event: ChatEvent): void {
    const last = this.#parts.at(-1);
    if (event.type === 'text-delta') {
      if (Array.isArray(last)) last.push(event.text);
      else this.#parts.push([event.text]);
    } else if (event.type === 'continuation') {
      const { type, provider, data } = event;
      this.#parts.push({ type, provider, data });
    } else if (event.type === 'tool-call') {
      const { type, id, name, input } = event;
      this.#parts.push({ type, id, name, input });
    }
  }
}

const textPart = (text: string): Part => ({ type: 'text', text, trust: 'user' });

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
