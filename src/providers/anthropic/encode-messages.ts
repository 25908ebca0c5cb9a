import { InvalidInputError } from '../../errors.ts';
import { isRecord, type JsonRecord } from '../../lib/json.ts';
import type { RequestMessage } from '../../types/call.ts';
import type { Part } from '../../types/message.ts';
import { misplaced } from '../misplaced.ts';
import { encodeFile } from './encode-file.ts';
import { thinkingBlock } from './thinking.ts';

interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: JsonRecord[];
}

interface FileSettings {
  readonly citations: boolean;
}

/**
 * Everything but system text, as turns that alternate: messages of one role become one turn, and tool results are a user's.
 * Text parts that follow each other in a message are one block; a block of white space alone, which the API refuses, is none.
 */
export function encodeMessages(messages: readonly RequestMessage[], settings: FileSettings): readonly Turn[] {
  const turns: Turn[] = [];
  for (const [index, message] of messages.entries()) {
    if (message.role === 'system') continue;
    const content = encodeContent(message, `${message.path ?? `messages[${index}]`}.content`, settings);
    if (content.length === 0) continue;
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...content);
    else turns.push({ role, content });
  }
  return turns;
}

function encodeContent({ role, content }: RequestMessage, field: string, settings: FileSettings): JsonRecord[] {
  const blocks: JsonRecord[] = [];
  let text = '';
  const closeText = () => {
    if (text.trim() !== '') blocks.push({ type: 'text', text });
    text = '';
  };
  for (const [at, part] of content.entries()) {
    if (!HOLDS[role].includes(part.type)) throw misplaced(part, `${field}[${at}]`, role);
    if (part.type === 'text') text += part.text;
    else {
      const block = encodePart(part, `${field}[${at}]`, settings);
      if (!block) continue;
      closeText();
      blocks.push(block);
    }
  }
  closeText();
  return blocks;
}

const HOLDS: Readonly<Record<RequestMessage['role'], readonly Part['type'][]>> = {
  system: ['text'],
  user: ['text', 'file'],
  assistant: ['text', 'tool-call', 'continuation'],
  tool: ['tool-result'],
};

type OtherPart = Exclude<Part, { type: 'text' }>;

/** Undefined for what another provider wants back. */
function encodePart(part: OtherPart, field: string, { citations }: FileSettings): JsonRecord | undefined {
  switch (part.type) {
    case 'file':
      return encodeFile(part, field, citations);
    case 'continuation':
      return part.provider === 'anthropic' ? thinkingBlock(part.data, `${field}.data`) : undefined;
    case 'tool-call':
      return { type: 'tool_use', id: toolId(part.id), name: part.name, input: objectOf(part.input, `${field}.input`) };
    case 'tool-result':
      return { type: 'tool_result', tool_use_id: toolId(part.id), content: part.output };
  }
}

/** The API takes no other characters; ids that another provider made may have them. */
const toolId = (id: string): string => id.replace(/[^\w-]/g, '_');

function objectOf(input: unknown, field: string): JsonRecord {
  if (isRecord(input)) return input;
  throw new InvalidInputError(field, 'must be an object for Anthropic, whose tools take nothing else');
}
