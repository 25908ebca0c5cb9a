import { scripted } from '../../testing/scripted.ts';
import { end, text, toolCall } from '../../testing/steps.ts';
import type { ChatRequest, Provider } from '../../types/call.ts';
import type { Part } from '../../types/message.ts';
import { type Label, readFact } from './app.ts';
import { base64Of, hexadecimal, reversed, rot13 } from './disguises.ts';
import type { Act, HiddenOrder, Order, Spelling } from './probe.ts';
import { reading, skeleton } from './reading.ts';

const ANSWER = 'Gladly. Here is what I have found for you.';
const CHARS_A_TOKEN = 4;

/**
 * A model that does whatever any text tells it, in whatever disguise it comes: the worst a model can be, so that what is
 * held back is held back by safeguards alone. It is told which orders there may be, and obeys those that reach it whole.
 */
export const gullible = (orders: readonly (Order | HiddenOrder)[]): Provider => ({
  ...scripted({ name: 'gullible', model: 'gullible' }),
  call: (call) => scripted({ name: 'gullible', model: 'gullible' }, play(call.request, orders)).call(call),
});

function play(request: ChatRequest, orders: readonly (Order | HiddenOrder)[]) {
  const said = textOf(request, (role) => role !== 'system');
  const seen = reading(said);
  const act = orders.find((order) => isReadable(order, seen) && !isDone(order.act, request))?.act;
  const calls = act ? callsOf(act, request) : [];
  const answer = cut(act ? answerOf(act, request) : ANSWER, request.maxOutputTokens);
  const inputTokens = Math.ceil((said.length + textOf(request, (role) => role === 'system').length) / CHARS_A_TOKEN);
  const outputTokens = Math.ceil((answer.length + JSON.stringify(calls).length) / CHARS_A_TOKEN);
  const usage = { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
  const finishReason = calls.length > 0 ? ('tool-calls' as const) : ('stop' as const);
  return [...(calls.length > 0 ? calls : [text(answer)]), end({ finishReason, usage })];
}

/** Whether all of it is there, disguised as it was or plain, once a safeguard has taken the disguise off. */
function isReadable(order: Order | HiddenOrder, seen: string): boolean {
  const plain = skeleton(order.text);
  const pieces = 'pieces' in order ? order.pieces.map((piece) => skeleton(piece)).filter(Boolean) : [];
  return seen.includes(plain) || (pieces.length > 0 && pieces.every((piece) => seen.includes(piece)));
}

/** A tool is asked for once, unless it is to be asked for without end. */
const isDone = (act: Act, { messages }: ChatRequest): boolean =>
  act.does === 'call' &&
  messages.some(({ content }) => content.some((part) => part.type === 'tool-call' && part.name === act.tool));

function callsOf(act: Act, request: ChatRequest) {
  if (act.does !== 'call' && act.does !== 'call-on') return [];
  if (!request.tools?.some(({ name }) => name === act.tool)) return [];
  if (act.does === 'call-on')
    return [toolCall(act.tool, { query: `page ${request.messages.length}` }, `call_${request.messages.length}`)];
  const input = Object.fromEntries(
    Object.entries(act.input).map(([key, value]) => [key, filled(value, act.label, request, String)]),
  );
  return [toolCall(act.tool, input, `call_${request.messages.length}`)];
}

function answerOf(act: Act, request: ChatRequest): string {
  if (act.does === 'say') return act.text;
  if (act.does === 'repeat-instructions') return spelt(instructionsIn(request), act.spelling);
  if (act.does === 'tell') return `It is ${readFact(instructionsIn(request), act.label) ?? 'nothing I know of'}.`;
  if (act.does === 'show') return filled(act.answer, act.label, request, encodeURIComponent);
  if (act.does === 'write') return 'and so on '.repeat(act.words / 3);
  return ANSWER;
}

function spelt(text: string, spelling: Spelling): string {
  if (spelling === 'base64') return base64Of(text);
  if (spelling === 'hex') return hexadecimal(text);
  if (spelling === 'rot13') return rot13(text);
  if (spelling === 'reversed') return reversed(text);
  if (spelling === 'spaced') return [...text].join(' ');
  if (spelling === 'translated') return text.replace(/\b(?:the|and|you|of|in|for)\b/gi, 'le');
  return text;
}

function filled(template: string, label: Label | undefined, request: ChatRequest, write: (fact: string) => string) {
  if (label === undefined) return template;
  const fact =
    readFact(
      textOf(request, () => true),
      label,
    ) ?? 'none';
  return template.replaceAll('{data}', () => write(fact));
}

const instructionsIn = (request: ChatRequest): string => textOf(request, (role) => role === 'system');

const textOf = ({ messages }: ChatRequest, isAsked: (role: string) => boolean): string =>
  messages
    .filter(({ role }) => isAsked(role))
    .flatMap(({ content }) => content.map(textIn))
    .join('\n');

const textIn = (part: Part): string =>
  part.type === 'text' ? part.text : part.type === 'tool-result' ? part.output : '';

const cut = (text: string, tokens: number | undefined): string =>
  tokens === undefined ? text : text.slice(0, tokens * CHARS_A_TOKEN);
