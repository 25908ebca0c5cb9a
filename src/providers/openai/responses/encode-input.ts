import type {
  EasyInputMessage,
  ResponseInputItem,
  ResponseInputMessageContentList,
} from 'openai/resources/responses/responses';
import type { RequestMessage } from '../../../types/call.ts';
import type { FilePart, Part } from '../../../types/message.ts';
import { misplaced } from '../../misplaced.ts';
import { contentField, dataUrl, fileName, httpsUrl, imageUrl, kindOf, onlyText } from '../parts.ts';
import { reasoningItem } from './reasoning-item.ts';

type Content = ResponseInputMessageContentList[number];

/** Messages as the items of `input`, in their order. Reasoning of another provider than `provider` is left out. */
export const encodeInput = (messages: readonly RequestMessage[], provider: string): ResponseInputItem[] =>
  messages.flatMap((message, index) => encodeMessage(message, contentField(message, index), provider));

function encodeMessage({ role, content }: RequestMessage, field: string, provider: string): ResponseInputItem[] {
  if (role === 'system') return [{ role, content: onlyText(content, field, role) }];
  if (role === 'user') return [{ role, content: encodeUser(content, field) }];
  if (role === 'assistant') return encodeAssistant(content, field, provider);
  return content.map((part, at) => {
    if (part.type !== 'tool-result') throw misplaced(part, `${field}[${at}]`, role);
    return { type: 'function_call_output', call_id: part.id, output: part.output };
  });
}

function encodeUser(content: readonly Part[], field: string): string | ResponseInputMessageContentList {
  if (content.every(({ type }) => type === 'text')) return onlyText(content, field, 'user');
  const parts: Content[] = [];
  for (const [at, part] of content.entries()) {
    const last = parts.at(-1);
    if (part.type === 'file') parts.push(encodeFile(part, `${field}[${at}]`));
    else if (part.type !== 'text') throw misplaced(part, `${field}[${at}]`, 'user');
    else if (last?.type === 'input_text') last.text += part.text;
    else parts.push({ type: 'input_text', text: part.text });
  }
  return parts;
}

function encodeFile(part: FilePart, field: string): Content {
  if (kindOf(part, field) === 'image') return { type: 'input_image', detail: 'auto', image_url: imageUrl(part, field) };
  const { data, mediaType } = part;
  if (data instanceof URL) return { type: 'input_file', file_url: httpsUrl(data, field) };
  return { type: 'input_file', filename: fileName(part), file_data: dataUrl(data, mediaType) };
}

function encodeAssistant(content: readonly Part[], field: string, provider: string): ResponseInputItem[] {
  const items: ResponseInputItem[] = [];
  for (const [at, part] of content.entries()) {
    const last = items.at(-1);
    if (part.type === 'tool-call') items.push(encodeCall(part));
    else if (part.type === 'continuation') items.push(...(part.provider === provider ? reasoningItem(part.data) : []));
    else if (part.type !== 'text') throw misplaced(part, `${field}[${at}]`, 'assistant');
    else if (last && isText(last)) last.content += part.text;
    else items.push({ role: 'assistant', content: part.text });
  }
  return items;
}

const isText = (item: ResponseInputItem): item is EasyInputMessage & { content: string } =>
  'role' in item && 'content' in item && typeof item.content === 'string';

const encodeCall = ({ id, name, input }: Extract<Part, { type: 'tool-call' }>): ResponseInputItem => ({
  type: 'function_call',
  call_id: id,
  name,
  arguments: JSON.stringify(input ?? {}),
});
