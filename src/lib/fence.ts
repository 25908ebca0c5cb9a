import type { ChatRequest, RequestMessage } from '../types/call.ts';
import type { Part, TextPart, ToolResultPart, Trust } from '../types/message.ts';
import { dataOf, type FenceMode } from './fence/data.ts';
import { instruction } from './fence/instruction.ts';

export type { FenceMode } from './fence/data.ts';
export { freshNonce } from './fence/nonce.ts';

export interface Fence {
  readonly mode: FenceMode;
  /** 128 bits in lower-case hexadecimal digits: `freshNonce(texts)`. */
  readonly nonce: string;
}

/** Parts that stand in a fence, or are the instruction. A mark in the text could be forged. */
const fenced = new WeakSet<Part>();

/**
 * Renders trust marks in words, for a model that reads nothing else: each run of untrusted text of one source stands
 * between two lines that carry the nonce, and one instruction follows the caller's own system text. The nonce is cut out
 * of the data where somebody learnt it. What is fenced already stays; the request itself where nothing is untrusted.
 * Each message is rendered from itself alone, so that a conversation keeps its prefix. Throws TypeError for a nonce of
 * another form.
 */
export function fence(request: ChatRequest, { mode, nonce }: Fence): ChatRequest {
  if (!/^[0-9a-f]{32}$/.test(nonce)) throw new TypeError('`fence.nonce` must be 32 lower-case hexadecimal digits');
  const messages = request.messages.map((message) => fenceMessage(message, { mode, nonce }));
  if (messages.every((message, index) => message === request.messages[index])) return request;
  return Object.freeze({ ...request, messages: Object.freeze(instruct(messages, mode, nonce)) });
}

function fenceMessage(message: RequestMessage, fence: Fence): RequestMessage {
  const { content, role } = message;
  if (!content.some((part) => isOpen(part, role === 'tool' ? 'untrusted' : 'user'))) return message;
  const rendered: Part[] = [];
  for (let at = 0; at < content.length; at++) {
    const part = content[at] as Part;
    if (!isOpen(part, role === 'tool' ? 'untrusted' : 'user')) rendered.push(part);
    else if (part.type === 'tool-result') rendered.push(mark({ ...part, output: wrap(part.output, part.name, fence) }));
    else {
      let text = part.text;
      for (let next = content[at + 1]; joins(next, part); next = content[++at + 1]) text += next.text;
      const before = rendered.at(-1);
      const after = content[at + 1];
      const begin = before?.type === 'text' && !before.text.endsWith('\n') ? '\n' : '';
      const end = after?.type === 'text' && !after.text.startsWith('\n') ? '\n' : '';
      rendered.push(mark({ ...part, trust: 'untrusted', text: `${begin}${wrap(text, part.source, fence)}${end}` }));
    }
  }
  return Object.freeze({ ...message, content: Object.freeze(rendered) });
}

/** Untrusted, and not in a fence yet. An empty text needs none. */
const isOpen = (part: Part, by: Trust): part is TextPart | ToolResultPart =>
  !fenced.has(part) &&
  ((part.type === 'text' && (part.trust ?? by) === 'untrusted' && part.text !== '') ||
    (part.type === 'tool-result' && (part.trust ?? 'untrusted') === 'untrusted'));

const joins = (next: Part | undefined, part: TextPart): next is TextPart =>
  next?.type === 'text' && next.trust === part.trust && next.source === part.source && !fenced.has(next);

function wrap(text: string, source: string | undefined, { mode, nonce }: Fence): string {
  const { body, attributes } = dataOf(text, mode, nonce);
  const named = source === undefined ? '' : ` source="${token(source, nonce)}"`;
  return `<untrusted-${nonce}${named}${attributes}>\n${body}\n</untrusted-${nonce}>`;
}

/** A name that cannot end its attribute and has no room for sentences. */
const token = (source: string, nonce: string): string =>
  source
    .slice(0, 200)
    .replaceAll(new RegExp(nonce, 'gi'), '')
    .replace(/[^\w.:/@-]+/g, '_')
    .slice(0, 48);

/** Behind the last of the system messages that come first, so that what the caller wrote is a stable prefix. */
function instruct(messages: readonly RequestMessage[], mode: FenceMode, nonce: string): readonly RequestMessage[] {
  if (messages.some(({ content }) => content.some((part) => fenced.has(part) && isInstruction(part, nonce))))
    return messages;
  const user = messages.findIndex(({ role }) => role !== 'system');
  const count = user === -1 ? messages.length : user;
  const system = messages[count - 1];
  const text = `${system ? '\n\n' : ''}${instruction(mode, nonce)}`;
  const part = mark({ type: 'text', text, trust: 'trusted' });
  const instructed: RequestMessage = Object.freeze({
    role: 'system',
    content: Object.freeze([...(system?.content ?? []), part]),
  });
  return [...messages.slice(0, Math.max(0, count - 1)), instructed, ...messages.slice(count)];
}

const isInstruction = (part: Part, nonce: string): boolean =>
  part.type === 'text' && part.trust === 'trusted' && part.text.includes(nonce);

function mark(part: Part): Part {
  fenced.add(Object.freeze(part));
  return part;
}
