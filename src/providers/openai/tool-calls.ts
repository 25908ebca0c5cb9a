import { isRecord } from '../../lib/json.ts';
import type { ChatEvent } from '../../types/event.ts';

interface ToolCall {
  readonly id: string;
  readonly name: string;
  inputText: string;
}

/** Puts tool calls together from their pieces. */
export class ToolCalls {
  /** In the order in which they began. */
  readonly all: ToolCall[] = [];
  readonly #byIndex = new Map<number, ToolCall>();

  /**
   * Takes one piece and returns it as an event; undefined when it begins a call without a name. `position` stands in for a
   * missing index. Some servers give every parallel call index 0, so another id begins another call.
   */
  add(piece: unknown, position: number): (ChatEvent & { type: 'tool-call-delta' }) | undefined {
    if (!isRecord(piece)) return undefined;
    const said = isRecord(piece.function) ? piece.function : {};
    const index = typeof piece.index === 'number' ? piece.index : position;
    const id = textOf(piece.id);
    const inputText = textOf(said.arguments);
    const open = this.#byIndex.get(index);
    if (open && (id === '' || id === open.id)) {
      open.inputText += inputText;
      return { type: 'tool-call-delta', id: open.id, inputText };
    }
    const name = textOf(said.name);
    if (name === '') return undefined;
    const call: ToolCall = { id: id === '' ? `call-${this.all.length}` : id, name, inputText };
    this.all.push(call);
    this.#byIndex.set(index, call);
    return { type: 'tool-call-delta', id: call.id, name, inputText };
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
