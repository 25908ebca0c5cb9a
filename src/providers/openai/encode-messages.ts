import type {
  ChatCompletionContentPart,
  ChatCompletionMessageParam,
  ChatCompletionMessageToolCall,
} from 'openai/resources/chat/completions';
import { InvalidInputError } from '../../errors.ts';
import { base64 } from '../../transport/base64.ts';
import type { RequestMessage } from '../../types/call.ts';
import type { FilePart, Part } from '../../types/message.ts';

/** Parts become what their role can carry; text parts that follow each other are one text. */
export const encodeMessages = (messages: readonly RequestMessage[]): ChatCompletionMessageParam[] =>
  messages.flatMap((message, index) => encodeMessage(message, `${message.path ?? `messages[${index}]`}.content`));

function encodeMessage({ role, content }: RequestMessage, field: string): ChatCompletionMessageParam[] {
  if (role === 'system') return [{ role, content: onlyText(content, field, role) }];
  if (role === 'user') return [{ role, content: encodeUser(content, field) }];
  if (role === 'assistant') return [encodeAssistant(content, field)];
  return content.map((part, at) => {
    if (part.type !== 'tool-result') throw misplaced(part, `${field}[${at}]`, role);
    return { role, tool_call_id: part.id, content: part.output };
  });
}

function onlyText(content: readonly Part[], field: string, role: RequestMessage['role']): string {
  return content
    .map((part, at) => {
      if (part.type !== 'text') throw misplaced(part, `${field}[${at}]`, role);
      return part.text;
    })
    .join('');
}

function encodeUser(content: readonly Part[], field: string): string | ChatCompletionContentPart[] {
  if (content.every(({ type }) => type === 'text')) return onlyText(content, field, 'user');
  const parts: ChatCompletionContentPart[] = [];
  for (const [at, part] of content.entries()) {
    const last = parts.at(-1);
    if (part.type === 'file') parts.push(encodeImage(part, `${field}[${at}]`));
    else if (part.type !== 'text') throw misplaced(part, `${field}[${at}]`, 'user');
    else if (last?.type === 'text') last.text += part.text;
    else parts.push({ type: 'text', text: part.text });
  }
  return parts;
}

function encodeAssistant(content: readonly Part[], field: string): ChatCompletionMessageParam {
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
  const text = texts.length === 0 ? null : onlyText(texts, field, 'assistant');
  return { role: 'assistant', content: text, ...(calls.length > 0 && { tool_calls: calls }) };
}

function encodeImage({ data, mediaType }: FilePart, field: string): ChatCompletionContentPart {
  if (!/^image\/[\w.+-]{1,64}$/i.test(mediaType))
    throw new InvalidInputError(
      `${field}.mediaType`,
      'must be an image for Chat Completions: send the text of other files instead',
    );
  if (!(data instanceof URL))
    return { type: 'image_url', image_url: { url: `data:${mediaType};base64,${base64(data)}` } };
  if (data.protocol !== 'https:')
    throw new InvalidInputError(`${field}.data`, 'must be an https URL or bytes: read the file and pass its bytes');
  return { type: 'image_url', image_url: { url: data.href } };
}

const HOME: Readonly<Record<Part['type'], string>> = {
  text: 'a system, user or assistant message',
  file: 'a user message',
  'tool-call': 'an assistant message',
  'tool-result': 'a tool message',
  continuation: 'an assistant message',
};

const misplaced = ({ type }: Part, field: string, role: string): InvalidInputError =>
  new InvalidInputError(field, `is a ${type} part in a message of role ${role}: put it into ${HOME[type]}`);
