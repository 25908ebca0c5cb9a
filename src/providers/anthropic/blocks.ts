import { isRecord, type JsonRecord, parseJson } from '../../lib/json.ts';
import type { AnswerEvents } from '../answer-events.ts';
import { readCitation } from './citation.ts';
import { continuationData } from './thinking.ts';

/** A content block of an answer, as far as it has come. */
type Block =
  | { readonly type: 'text' | 'unknown' }
  | { readonly type: 'thinking'; thinking: string; signature: string }
  | { readonly type: 'redacted_thinking'; readonly data: string }
  | ToolUse;

interface ToolUse {
  readonly type: 'tool_use';
  readonly id: string;
  readonly name: string;
  /** JSON in pieces. */
  readonly pieces: string[];
  /** What it began with: some servers send the arguments whole. */
  readonly input: JsonRecord;
}

/** The content blocks of one answer, as they open, grow and close. Blocks of unknown types are passed over. */
export class Blocks {
  readonly #provider: string;
  readonly #events: AnswerEvents;
  readonly #open = new Map<unknown, Block>();
  readonly #calls: ToolUse[] = [];
  #last: Block | undefined;

  constructor(provider: string, events: AnswerEvents) {
    this.#provider = provider;
    this.#events = events;
  }

  get endsInTool(): boolean {
    return this.#last?.type === 'tool_use';
  }

  open(index: unknown, given: unknown): void {
    const block = isRecord(given) ? blockOf(given) : undefined;
    if (!isRecord(given) || !block)
      throw this.#events.malformed('A block of the reply is no object, or a tool call without id or name');
    this.#open.set(index, block);
    this.#last = block;
    if (block.type === 'tool_use') {
      const { id, name, input } = block;
      this.#calls.push(block);
      this.#events.add({ type: 'tool-call-delta', id, name, inputText: this.#json(input) });
    } else this.#add(block, given);
  }

  delta(index: unknown, delta: unknown): void {
    const block = this.#open.get(index);
    if (!block) throw this.#events.malformed('A piece of the reply belongs to no block');
    if (!isRecord(delta)) throw this.#events.malformed('A piece of the reply is not an object');
    if (block.type === 'tool_use') {
      const inputText = this.#string(delta.partial_json);
      if (inputText === '') return;
      block.pieces.push(inputText);
      this.#events.add({ type: 'tool-call-delta', id: block.id, inputText });
    } else this.#add(block, delta);
  }

  close(index: unknown): void {
    const block = this.#open.get(index);
    this.#open.delete(index);
    if (block?.type !== 'thinking' && block?.type !== 'redacted_thinking') return;
    const data = continuationData(block);
    if (data !== undefined) this.#events.add({ type: 'continuation', provider: this.#provider, data });
  }

  /** Hands on the tool calls, in the order in which they began, and tells how many there are. */
  addCalls(): number {
    for (const { id, name, pieces, input: given } of this.#calls) {
      const text = pieces.join('');
      const input = text.trim() === '' ? given : parseJson(text);
      if (input === undefined) throw this.#events.malformed('The arguments of a tool call are not JSON');
      this.#events.add({ type: 'tool-call', id, name, input });
    }
    return this.#calls.length;
  }

  /** What a block begins with and what its deltas add have the same names. */
  #add(block: Block, { text, thinking, signature, citation, citations }: JsonRecord): void {
    if (block.type === 'text') {
      this.#events.text('text-delta', this.#string(text));
      for (const each of Array.isArray(citations) ? citations : [citation]) {
        const read = readCitation(each);
        if (read) this.#events.add({ type: 'citation', citation: read });
      }
    } else if (block.type === 'thinking') {
      const reasoning = this.#string(thinking);
      block.thinking += reasoning;
      block.signature += this.#string(signature);
      this.#events.text('reasoning-delta', reasoning);
    }
  }

  #string(value: unknown): string {
    if (value === undefined || value === null) return '';
    if (typeof value !== 'string') throw this.#events.malformed('A text of the reply is not a string');
    return value;
  }

  /** Empty where nothing came yet. */
  #json(input: JsonRecord): string {
    if (Object.keys(input).length === 0) return '';
    try {
      return JSON.stringify(input);
    } catch {
      throw this.#events.malformed('The arguments of a tool call cannot be read'); // deeper than the stack
    }
  }
}

/** Undefined for a tool call without id or name. */
function blockOf({ type, id, name, data, input }: JsonRecord): Block | undefined {
  switch (type) {
    case 'text':
      return { type };
    case 'thinking':
      return { type, thinking: '', signature: '' };
    case 'redacted_thinking':
      return { type, data: typeof data === 'string' ? data : '' };
    case 'tool_use':
      if (typeof id !== 'string' || id === '' || typeof name !== 'string' || name === '') return undefined;
      return { type, id, name, pieces: [], input: isRecord(input) ? input : {} };
    default:
      return { type: 'unknown' };
  }
}
