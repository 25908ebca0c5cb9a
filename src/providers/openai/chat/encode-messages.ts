import type {
  ChatCompletionContentPart,
  ChatCompletionMessageParam,
  ChatCompletionMessageToolCall,
} from 'openai/resources/chat/completions';
import { InvalidInputError } from '../../../errors.ts';
import type { RequestMessage } from '../../../types/call.ts';
import type { FilePart, Part } from '../../../types/message.ts';
import { misplaced } from '../../misplaced.ts';
import { contentField, dataUrl, fileName, imageUrl, kindOf, onlyText } from '../parts.ts';

/** Parts become what their role can carry; text parts that follow each other are one text. */
export const encodeMessages = (messages: readonly RequestMessage[]): ChatCompletionMessageParam[] =>
  messages.flatMap((message, index) => encodeMessage(message, contentField(message, index)));

function encodeMessage({ role, content }: RequestMessage, field: string): ChatCompletionMessageParam[] {
  if (role === 'system') return [{ role, content: onlyText(content, field, role) }];
  if (role === 'user') return [{ role, content: encodeUser(content, field) }];
  if (role === 'assistant') return encodeAssistant(content, field);
  return content.map((part, at) => {
    if (part.type !== 'tool-result') throw misplaced(part, `${field}[${at}]`, role);
    return { role, tool_call_id: part.id, content: part.output };
  });
}

function encodeUser(content: readonly Part[], field: string): string | ChatCompletionContentPart[] {
  if (content.every(({ type }) => type === 'text')) return onlyText(content, field, 'user');
  const parts: ChatCompletionContentPart[] = [];
  for (const [at, part] of content.entries()) {
    const last = parts.at(-1);
    if (part.type === 'file') parts.push(encodeFile(part, `${field}[${at}]`));
    else if (part.type !== 'text') throw misplaced(part, `${field}[${at}]`, 'user');
    else if (last?.type === 'text') last.text += part.text;
    else parts.push({ type: 'text', text: part.text });
  }
  return parts;
}

/** None where nothing is said: the API refuses a message without both text and calls. */
function encodeAssistant(content: readonly Part[], field: string): ChatCompletionMessageParam[] {
  const texts: Part[] = [];
  const calls: ChatCompletionMessageToolCall[] = [];
  for (const [at, part] of content.entries()) {
    if (part.type === 'continuation') continue; // Chat Completions has none
    if (part.type === 'text') texts.push(part);
    else if (part.type !== 'tool-call') throw misplaced(part, `${field}[${at}]`, 'assistant');
    else {
      const { id, name, input } = part;
      calls.push({ id, type: 'function', function: { name, arguments: JSON.stringify(input ?? {}) } });
    }
  }
  if (texts.length === 0 && calls.length === 0) return [];
  const text = texts.length === 0 ? null : onlyText(texts, field, 'assistant');
  return [{ role: 'assistant', content: text, ...(calls.length > 0 && { tool_calls: calls }) }];
}

function encodeFile(part: FilePart, field: string): ChatCompletionContentPart {
  if (kindOf(part, field) === 'image') return { type: 'image_url', image_url: { url: imageUrl(part, field) } };
  const { data, mediaType } = part;
  if (data instanceof URL)
    throw new InvalidInputError(
      `${field}.data`,
      'must be bytes for Chat Completions: read the file and pass its bytes',
    );
  return { type: 'file', file: { filename: fileName(part), file_data: dataUrl(data, mediaType) } };
}
