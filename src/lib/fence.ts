import type { ChatRequest, RequestMessage } from '../types/call.ts';
import type { Part, TextPart, ToolResultPart, Trust } from '../types/message.ts';
import { dataOf, type FenceMode } from './fence/data.ts';
import { canarySentence, instruction } from './fence/instruction.ts';
import { withoutNonce } from './fence/nonce.ts';

export type { FenceMode } from './fence/data.ts';
export { freshNonce } from './fence/nonce.ts';

export interface Fence {
  readonly mode: FenceMode;
  /** 128 bits in lower-case hexadecimal digits: `freshNonce(texts)`. Undefined: nothing is fenced. */
  readonly nonce?: string | undefined;
  /**
   * Of the same form. It stands behind the caller's own system text and nowhere else: an answer that has it repeats that
   * text. @default none
   */
  readonly canary?: string | undefined;
}

type Marks = Pick<Fence, 'mode'> & { readonly nonce: string };

/** Parts that stand in a fence, or that we told the model. A mark in the text could be forged. */
const fenced = new WeakSet<Part>();

/**
 * Renders trust marks in words, for a model that reads nothing else: each run of untrusted text of one source stands
 * between two lines that carry the nonce, and one instruction follows the caller's own system text, behind the canary.
 * The nonce is cut out of the data where somebody learnt it. What is fenced already stays; the request itself where
 * nothing is untrusted and there is no canary to add. Each message is rendered from itself alone, so that a conversation
 * keeps its prefix. Throws TypeError for a nonce or canary of another form.
 */
export function fence(request: ChatRequest, fence: Fence): ChatRequest {
  const { mode, nonce, canary } = fence;
  if (nonce !== undefined) assertDigits('nonce', nonce);
  if (canary !== undefined) assertDigits('canary', canary);
  const messages =
    nonce === undefined ? request.messages : request.messages.map((message) => fenceMessage(message, { mode, nonce }));
  const isFenced = messages.some((message, index) => message !== request.messages[index]);
  const texts: string[] = [];
  if (canary !== undefined && hasSystemText(messages) && !isTold(messages, canary)) texts.push(canarySentence(canary));
  if (nonce !== undefined && isFenced && !isTold(messages, nonce)) texts.push(instruction(mode, nonce));
  if (!isFenced && texts.length === 0) return request;
  return Object.freeze({ ...request, messages: Object.freeze(tell(messages, texts)) });
}

function assertDigits(name: string, digits: string): void {
  if (!/^[0-9a-f]{32}$/.test(digits)) throw new TypeError(`\`fence.${name}\` must be 32 lower-case hexadecimal digits`);
}

/** Whether a request holds anything to put into a fence. */
export const isFenceable = ({ messages }: ChatRequest): boolean =>
  messages.some(({ content, role }) => content.some((part) => isOpen(part, trustBy(role))));

function fenceMessage(message: RequestMessage, fence: Marks): RequestMessage {
  const { content, role } = message;
  if (!content.some((part) => isOpen(part, trustBy(role)))) return message;
  const rendered: Part[] = [];
  for (let at = 0; at < content.length; at++) {
    const part = content[at] as Part;
    if (!isOpen(part, trustBy(role))) rendered.push(part);
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

const trustBy = (role: RequestMessage['role']): Trust => (role === 'tool' ? 'untrusted' : 'user');

/** Untrusted, and not in a fence yet. An empty text needs none. */
const isOpen = (part: Part, by: Trust): part is TextPart | ToolResultPart =>
  !fenced.has(part) &&
  ((part.type === 'text' && (part.trust ?? by) === 'untrusted' && part.text !== '') ||
    (part.type === 'tool-result' && (part.trust ?? 'untrusted') === 'untrusted'));

const joins = (next: Part | undefined, part: TextPart): next is TextPart =>
  next?.type === 'text' && next.trust === part.trust && next.source === part.source && !fenced.has(next);

function wrap(text: string, source: string | undefined, { mode, nonce }: Marks): string {
  const { body, attributes } = dataOf(text, mode, nonce);
  const named = source === undefined ? '' : ` source="${token(source, nonce)}"`;
  return `<untrusted-${nonce}${named}${attributes}>\n${body}\n</untrusted-${nonce}>`;
}

/** A name that cannot end its attribute, has no room for sentences and does not spell the nonce. */
function token(source: string, nonce: string): string {
  let name = source.slice(0, 200).replace(/[^\w.:/@-]+/g, '_');
  for (let cut = withoutNonce(name, nonce); cut !== name; cut = withoutNonce(name, nonce))
    name = cut.replaceAll('…', '');
  return name.slice(0, 48);
}

/** Behind the last of the system messages that come first, so that what the caller wrote is a stable prefix. */
function tell(messages: readonly RequestMessage[], texts: readonly string[]): readonly RequestMessage[] {
  if (texts.length === 0) return messages;
  const count = leading(messages);
  const system = messages[count - 1];
  const parts = texts.map((text, index) =>
    mark({ type: 'text', text: system || index > 0 ? `\n\n${text}` : text, trust: 'trusted' }),
  );
  const told: RequestMessage = Object.freeze({
    role: 'system',
    content: Object.freeze([...(system?.content ?? []), ...parts]),
  });
  return [...messages.slice(0, Math.max(0, count - 1)), told, ...messages.slice(count)];
}

/** How many system messages come first. */
function leading(messages: readonly RequestMessage[]): number {
  const other = messages.findIndex(({ role }) => role !== 'system');
  return other === -1 ? messages.length : other;
}

/** Whether there is system text of the caller that an answer could give away. */
const hasSystemText = (messages: readonly RequestMessage[]): boolean =>
  messages
    .slice(0, leading(messages))
    .some(({ content }) => content.some((part) => part.type === 'text' && !isOurs(part) && part.text.trim() !== ''));

const isTold = (messages: readonly RequestMessage[], digits: string): boolean =>
  messages.some(({ content }) =>
    content.some((part) => part.type === 'text' && isOurs(part) && part.text.includes(digits)),
  );

/** Whether a part is something that we told the model. */
const isOurs = (part: TextPart): boolean => part.trust === 'trusted' && fenced.has(part);

function mark(part: Part): Part {
  fenced.add(Object.freeze(part));
  return part;
}
