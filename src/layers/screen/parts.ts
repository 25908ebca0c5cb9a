import { InvalidInputError } from '../../errors.ts';
import type { ChatRequest, RequestMessage } from '../../types/call.ts';
import type { Part, TextPart } from '../../types/message.ts';

/**
 * Text parts of one trust and source that follow each other are sent as one text, so they are read as one: what is split
 * over two of them is found. A finding names the first.
 */
export function runsOf(content: readonly Part[]): readonly { readonly part: Part; readonly position: number }[] {
  const runs: { part: Part; position: number }[] = [];
  for (const [position, part] of content.entries()) {
    const last = runs.at(-1);
    const joined = last && join(last.part, part);
    if (joined) last.part = joined;
    else runs.push({ part, position });
  }
  return runs;
}

function join(one: Part, other: Part): TextPart | undefined {
  if (one.type !== 'text' || other.type !== 'text' || other.trust === 'trusted') return undefined;
  if (one.trust !== other.trust || one.source !== other.source) return undefined;
  return Object.freeze({ ...one, text: one.text + other.text });
}

/** `messages[2].content[0]` as the caller counts; `instructions` and our own texts by their name. */
export function pathOf(message: RequestMessage, index: number, position: number): string {
  const { path = `messages[${index}]` } = message;
  return path.startsWith('messages') ? `${path}.content[${position}]` : path;
}

/** Throws InvalidInputError for a request that holds more characters than a pass may. */
export function checkLength({ messages }: ChatRequest, maxChars: number): void {
  let total = 0;
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
      `holds ${total} characters and at most ${maxChars} are allowed: shorten it, use \`summarize\`, or raise \`sanitize.maxChars\``,
    );
}
