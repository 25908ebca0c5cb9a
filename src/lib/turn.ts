import type { ChatEvent } from '../types/event.ts';
import type { Part } from '../types/message.ts';
import { TOOL_NAME } from './turn-parts.ts';

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
