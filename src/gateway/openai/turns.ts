import { parseJson } from '../../lib/json.ts';
import type { RequestMessage } from '../../types/call.ts';
import type { Part } from '../../types/message.ts';
import { isDeeperThan } from '../http/body.ts';
import { badField } from '../refusal.ts';
import { filePart } from './file-parts.ts';
import type { DialectMessage, DialectPart } from './message-schema.ts';

type Turn = Pick<RequestMessage, 'role' | 'content'>;

interface Calls {
  /** Of the tools that were called, by the id of the call. */
  readonly names: Map<string, string>;
  /** Of the arguments, which are JSON in a text. */
  readonly maxDepth: number;
}

/**
 * Messages as the client takes them, one for one, so that a path in an error or a finding is right for both. Text of a caller
 * is a user's whatever its role: nobody who asks through a gateway is trusted as its own code is.
 */
export function readTurns(messages: readonly DialectMessage[], maxDepth: number): readonly Turn[] {
  const calls: Calls = { names: new Map(), maxDepth };
  return messages.map((message, index) => readTurn(message, `messages[${index}]`, calls));
}

function readTurn(message: DialectMessage, field: string, calls: Calls): Turn {
  if (message.role === 'user') return { role: 'user', content: partsOf(message.content, field) };
  if (message.role === 'assistant') return assistantTurn(message, field, calls);
  if (message.role !== 'tool') return { role: 'system', content: partsOf(message.content, field) };
  const { tool_call_id: id, content } = message;
  const name = calls.names.get(id);
  if (name === undefined) throw badField(`${field}.tool_call_id`, 'answers no call of an assistant message before it');
  const output = typeof content === 'string' ? content : content.map(({ text }) => text).join('');
  return { role: 'tool', content: [{ type: 'tool-result', id, name, output }] };
}

function assistantTurn(
  { content, refusal, tool_calls: calls }: Extract<DialectMessage, { role: 'assistant' }>,
  field: string,
  { names, maxDepth }: Calls,
): Turn {
  const said = [content, refusal].flatMap((text) => (text ? partsOf(text, field) : []));
  const asked = (calls ?? []).map(({ id, function: { name, arguments: given } }, at): Part => {
    names.set(id, name);
    return {
      type: 'tool-call',
      id,
      name,
      input: inputOf(given, `${field}.tool_calls[${at}].function.arguments`, maxDepth),
    };
  });
  return { role: 'assistant', content: [...said, ...asked] };
}

const partsOf = (content: string | readonly DialectPart[], field: string): Part[] =>
  typeof content === 'string'
    ? [userText(content)]
    : content.map((part, at): Part => {
        if (part.type === 'text') return userText(part.text);
        return part.type === 'refusal' ? userText(part.refusal) : filePart(part, `${field}.content[${at}]`);
      });

const userText = (text: string): Part => ({ type: 'text', text, trust: 'user' });

function inputOf(text: string, field: string, maxDepth: number): unknown {
  const input = text.trim() === '' ? {} : parseJson(text);
  if (input === undefined) throw badField(field, 'must be JSON');
  if (isDeeperThan(input, maxDepth)) throw badField(field, `is nested deeper than ${maxDepth} levels`);
  return input;
}
