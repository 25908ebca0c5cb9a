import { InvalidInputError } from '../../errors.ts';
import type { ChatRequest, RequestMessage } from '../../types/call.ts';

const BETWEEN_WORDS: ReadonlySet<string> = new Set(['tool-call', 'continuation']);

/**
 * The positions of text parts of one trust that follow each other, two or more; empty ones, and tool calls and
 * continuations between an assistant's words, part nothing. What differs in trust is parted by the lines of the fence, or by
 * words of your own.
 */
export function runsOf({ role, content }: RequestMessage): readonly (readonly [number, ...number[]])[] {
  const runs: [number, ...number[]][] = [];
  let open: [number, ...number[]] | undefined;
  for (const [position, part] of content.entries()) {
    if (part.type === 'text' ? part.text === '' : role === 'assistant' && BETWEEN_WORDS.has(part.type)) continue;
    const last = open && content[open[0]];
    if (part.type === 'text' && open && last?.type === 'text' && last.trust === part.trust) open.push(position);
    else {
      open = part.type === 'text' ? [position] : undefined;
      if (open) runs.push(open);
    }
  }
  return runs.filter(({ length }) => length > 1);
}

/** Where one text ends and the next begins in what they are together. */
export function seamsOf(texts: readonly string[]): readonly number[] {
  let at = 0;
  return texts.slice(0, -1).map(({ length }) => {
    at += length;
    return at;
  });
}

/** `messages[2].content[0]` as the caller counts, `steps[0].toolResults[1]` of a tool; `instructions` and our own texts by name. */
export function pathOf(message: RequestMessage, index: number, position: number): string {
  const { path = `messages[${index}]`, role } = message;
  if (role === 'tool' && path.startsWith('steps')) return `${path}[${position}]`;
  return path.startsWith('messages') ? `${path}.content[${position}]` : path;
}

/** Throws InvalidInputError for a request that holds more characters than a pass may. */
export function checkLength({ messages, tools = [] }: ChatRequest, maxChars: number): void {
  let total = 0;
  for (const { trust, description = '', parameters } of tools)
    if (trust !== undefined && trust !== 'trusted') total += description.length + JSON.stringify(parameters).length;
  for (const { content } of messages)
    for (const part of content) {
      if (part.type === 'text') total += part.trust === 'trusted' ? 0 : part.text.length;
      else if (part.type === 'tool-result') total += part.output.length;
      else if (part.type === 'tool-call') total += JSON.stringify(part.input).length;
      if ('id' in part) total += part.id.length + part.name.length;
    }
  if (total > maxChars)
    throw new InvalidInputError(
      'input',
      `holds ${total} characters and at most ${maxChars} are allowed: shorten it, use \`summarize\``,
      'raise `sanitize.maxChars`',
    );
}
