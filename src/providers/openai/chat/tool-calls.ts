import { isRecord } from '../../../lib/json.ts';
import type { ChatEvent } from '../../../types/event.ts';
import { madeUpId } from '../../made-up-id.ts';
import { JsonEnd } from './json-end.ts';

interface ToolCall {
  id: string;
  /** The server has given no id so far. */
  isMadeUp: boolean;
  readonly name: string;
  inputText: string;
  readonly end: JsonEnd;
}

/** One piece, narrowed. Texts are empty where the server says nothing. */
interface Piece {
  readonly id: string;
  readonly name: string;
  readonly inputText: string;
}

/** Puts tool calls together from their pieces. */
export class ToolCalls {
  /** In the order in which they began. */
  readonly all: ToolCall[] = [];
  readonly #byIndex = new Map<number, ToolCall>();

  /**
   * Takes one piece and returns it as an event; undefined when it begins a call without a name, or holds arguments that
   * cannot be read. `position` stands in for a missing index. Some servers give every parallel call index 0, and no id.
   */
  add(given: unknown, position: number): (ChatEvent & { type: 'tool-call-delta' }) | undefined {
    if (!isRecord(given)) return undefined;
    const said = isRecord(given.function) ? given.function : {};
    const index = typeof given.index === 'number' ? given.index : position;
    const inputText = argumentsOf(said.arguments);
    if (inputText === undefined) return undefined;
    const piece: Piece = { id: textOf(given.id), name: textOf(said.name), inputText };
    const open = this.#byIndex.get(index);
    if (open && !beginsAnother(open, piece)) {
      if (open.isMadeUp && piece.id !== '') Object.assign(open, { id: piece.id, isMadeUp: false });
      extend(open, inputText);
      return { type: 'tool-call-delta', id: open.id, inputText };
    }
    const { id, name } = piece;
    if (name === '') return undefined;
    const call: ToolCall = { id: id || madeUpId(), isMadeUp: id === '', name, inputText: '', end: new JsonEnd() };
    extend(call, inputText);
    this.all.push(call);
    this.#byIndex.set(index, call);
    return { type: 'tool-call-delta', id: call.id, name, inputText };
  }
}

/**
 * Another id begins another call. So does a name once the arguments of the open call are whole, or where it has none.
 * The same name may also be one that the server repeats with every piece: it is where ids are in use and nothing comes
 * with it, or where the arguments come only now.
 */
function beginsAnother(open: ToolCall, { id, name, inputText }: Piece): boolean {
  if (id !== '' && !open.isMadeUp) return id !== open.id;
  if (name === '' || (open.end.begun && !open.end.reached)) return false;
  if (name !== open.name) return true;
  const usesIds = id !== '' || !open.isMadeUp;
  return inputText === '' ? !usesIds : open.end.begun;
}

function extend(call: ToolCall, inputText: string): void {
  call.inputText += inputText;
  call.end.feed(inputText);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Text as the wire format has it, or the object itself as some servers send it. Undefined past the stack's depth. */
function argumentsOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
