import type { ChatRequest } from '../types/call.ts';
import type { FilePart, Part } from '../types/message.ts';
import { isFenceable } from './fence.ts';
import { estimateTextTokens } from './token-estimate.ts';

const PER_MESSAGE = 4; // role and separators
const PER_FENCE = 70; // the lines around one untrusted part, with their nonce
const FENCING = 100; // what a model is told about them
const CANARY = 40; // what follows system text
const UNSTATED_ANSWER = 500; // for a request that sets no `maxOutputTokens`
const IMAGE = 1_600;
const CHARS_PER_CONTINUATION_TOKEN = 4; // what it stands for is known to the provider alone
const BYTES_PER_TOKEN = { text: 3, other: 32 };

/**
 * About how many tokens a request will cost, its answer included: an integer, too high rather than too low.
 * Text: `estimateTextTokens`. An image counts 1,600, a text file a token for 3 bytes, another file a token for 32. Where text
 * is untrusted, the fence around it counts too, and with system text its canary. The answer counts as `maxOutputTokens`, or 500 where the request does not say.
 */
export const estimateTokens = (request: ChatRequest): number =>
  inputTokens(request, estimateTextTokens) + answerTokens(request);

/** The same without the answer; `count` counts a text. */
export function inputTokens(request: ChatRequest, count: (text: string) => number): number {
  const { messages, tools, responseFormat } = request;
  let tokens = isFenceable(request) ? FENCING : 0;
  if (messages[0]?.role === 'system') tokens += CANARY;
  for (const { content } of messages) {
    tokens += PER_MESSAGE;
    for (const part of content) tokens += partTokens(part, count);
  }
  if (tools) tokens += jsonTokens(tools, count);
  if (responseFormat) tokens += jsonTokens(responseFormat, count);
  return Math.ceil(tokens);
}

export const answerTokens = ({ maxOutputTokens = UNSTATED_ANSWER }: ChatRequest): number => maxOutputTokens;

function partTokens(part: Part, count: (text: string) => number): number {
  switch (part.type) {
    case 'text':
      return count(part.text) + (part.trust === 'untrusted' ? PER_FENCE : 0);
    case 'tool-call':
      return count(part.name) + jsonTokens(part.input, count);
    case 'tool-result':
      return count(part.name) + count(part.output) + PER_FENCE;
    case 'continuation':
      return part.data.length / CHARS_PER_CONTINUATION_TOKEN;
    case 'file':
      return fileTokens(part);
  }
}

function fileTokens({ data, mediaType }: FilePart): number {
  if (data instanceof URL || mediaType.startsWith('image/')) return IMAGE;
  return data.byteLength / (mediaType.startsWith('text/') ? BYTES_PER_TOKEN.text : BYTES_PER_TOKEN.other);
}

const jsonTokens = (value: unknown, count: (text: string) => number): number => count(JSON.stringify(value) ?? '');
