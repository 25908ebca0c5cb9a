import type { ChatRequest } from '../types/call.ts';
import type { FilePart, Part } from '../types/message.ts';

const PER_MESSAGE = 4; // role and separators
const UNSTATED_ANSWER = 500; // for a request that sets no `maxOutputTokens`
const IMAGE = 1_600;
const BYTES_PER_TOKEN = { text: 3, other: 32 };
const LONG_RUN = 12;

/**
 * About how many tokens a request will cost, its answer included: an integer, too high rather than too low.
 * Text: `estimateTextTokens`. An image counts 1,600, a text file a token for 3 bytes, another file a token for 32.
 * The answer counts as `maxOutputTokens`, or 500 where the request does not say.
 */
export function estimateTokens({ messages, tools, responseFormat, maxOutputTokens }: ChatRequest): number {
  let tokens = maxOutputTokens ?? UNSTATED_ANSWER;
  for (const { content } of messages) {
    tokens += PER_MESSAGE;
    for (const part of content) tokens += partTokens(part);
  }
  if (tools) tokens += jsonTokens(tools);
  if (responseFormat) tokens += jsonTokens(responseFormat);
  return Math.ceil(tokens);
}

/**
 * Tokens of a text without a tokenizer: a third for an ASCII letter, space or control character, two thirds for a digit
 * or sign and for all that follows the 12th character without a space (keys, base64), 1.2 for any other UTF-16 unit.
 * Against the larger count of o200k and cl100k the measured medians are 1.6 times for English prose, 1.4 German, 1.1
 * Chinese and Hindi, 2.1 Russian, 1.6 code, but 0.9 for Swahili, Yoruba and random base64.
 */
export function estimateTextTokens(text: string): number {
  let third = 0;
  let run = 0;
  let foreign = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) {
      foreign += 1;
      run = 0;
    } else if (unit <= 0x20) {
      third += 1;
      run = 0;
    } else {
      const letter = unit | 0x20;
      run += 1;
      third += run <= LONG_RUN && letter >= 0x61 && letter <= 0x7a ? 1 : 2;
    }
  }
  return Math.ceil(third / 3 + foreign * 1.2);
}

function partTokens(part: Part): number {
  switch (part.type) {
    case 'text':
      return estimateTextTokens(part.text);
    case 'tool-call':
      return estimateTextTokens(part.name) + jsonTokens(part.input);
    case 'tool-result':
      return estimateTextTokens(part.name) + estimateTextTokens(part.output);
    case 'file':
      return fileTokens(part);
  }
}

function fileTokens({ data, mediaType }: FilePart): number {
  if (data instanceof URL || mediaType.startsWith('image/')) return IMAGE;
  return data.byteLength / (mediaType.startsWith('text/') ? BYTES_PER_TOKEN.text : BYTES_PER_TOKEN.other);
}

const jsonTokens = (value: unknown): number => estimateTextTokens(JSON.stringify(value) ?? '');
