import { InvalidInputError } from '../errors.ts';
import type { RequestMessage } from '../types/call.ts';
import type { Part, Role, Trust } from '../types/message.ts';
import { fields, invalid, oneOf, show, string } from './check.ts';
import { fileReader } from './files.ts';
import { readSafely, snapshot } from './snapshot.ts';
import { TRUST } from './trust.ts';

export interface InputLimits {
  readonly maxMessages: number;
  readonly maxDepth: number;
}

/** What the parts of one input share. */
interface PartReader {
  readonly maxDepth: number;
  readonly readFile: ReturnType<typeof fileReader>;
}

const MAX_PARTS = 1_000;
const CALL_ID = /^[\x21-\x7e]{1,256}$/;
const TOOL_NAME = /^[\w.:-]{1,128}$/;

const TRUST_OF: Readonly<Record<Role, Trust>> = {
  system: 'trusted',
  user: 'user',
  assistant: 'user',
  tool: 'untrusted',
};

const role = oneOf('system', 'user', 'assistant', 'tool');
const kind = oneOf('text', 'file', 'tool-call', 'tool-result', 'continuation');
const anything = (value: unknown) => value;

/**
 * Reads what a caller gave into deep-frozen messages, each property once, so that what is checked is what is sent.
 * Throws InvalidInputError naming the field and the rule, before anything else is done with the input.
 */
export const readMessages = (input: unknown, limits: InputLimits): readonly RequestMessage[] =>
  readSafely('input', () => {
    const messages = Object.freeze(read(input, limits));
    if (!messages.some(({ content }) => content.some(says)))
      throw invalid('input', 'must hold some text that is not white space');
    return messages;
  });

function read(input: unknown, { maxMessages, maxDepth }: InputLimits): RequestMessage[] {
  const reader: PartReader = { maxDepth, readFile: fileReader() };
  if (typeof input === 'string') return [message('user', [text(input, 'user')])];
  if (!Array.isArray(input)) throw invalid('input', `must be a string, parts or messages, got ${show(input)}`);
  const { length } = input;
  if (length === 0) throw invalid('input', 'must not be empty');
  const first: unknown = input[0];
  if (typeof first === 'object' && first !== null && 'type' in first)
    return [message('user', readParts(input, 'input', 'user', reader, first))];
  if (length > maxMessages)
    throw new InvalidInputError(
      'input',
      `must hold at most ${maxMessages} messages, got ${length}: drop the oldest`,
      'raise `sanitize.maxMessages`',
    );
  return Array.from({ length }, (_, index) =>
    readMessage(index === 0 ? first : input[index], `messages[${index}]`, reader),
  );
}

function readMessage(given: unknown, field: string, reader: PartReader): RequestMessage {
  const { role: by, content } = fields<{ role: Role; content: unknown }>(given, field, invalid, {
    role,
    content: anything,
  });
  if (by === undefined) throw invalid(`${field}.role`, 'is missing: name system, user, assistant or tool');
  if (typeof content === 'string') return message(by, [text(content, TRUST_OF[by])], field);
  if (!Array.isArray(content)) throw invalid(`${field}.content`, `must be a string or parts, got ${show(content)}`);
  return message(by, readParts(content, `${field}.content`, TRUST_OF[by], reader), field);
}

function readParts(given: unknown[], field: string, by: Trust, reader: PartReader, first?: unknown): Part[] {
  const { length } = given;
  if (length > MAX_PARTS) throw invalid(field, `must hold at most ${MAX_PARTS} parts, got ${length}`);
  return Array.from({ length }, (_, index) =>
    readPart(index === 0 && first !== undefined ? first : given[index], `${field}[${index}]`, by, reader),
  );
}

const PART = {
  type: kind,
  text: anything,
  trust: TRUST,
  source: string,
  data: anything,
  mediaType: string,
  id: string,
  name: string,
  input: anything,
  output: anything,
  provider: string,
};

function readPart(given: unknown, field: string, by: Trust, { maxDepth, readFile }: PartReader): Part {
  const part = fields<{
    type: Part['type'];
    text: unknown;
    trust: Trust;
    source: string;
    data: unknown;
    mediaType: string;
    id: string;
    name: string;
    input: unknown;
    output: unknown;
    provider: string;
  }>(given, field, invalid, PART);
  const { type, trust = by, source, mediaType, id, name } = part;
  switch (type) {
    case undefined:
      throw invalid(`${field}.type`, 'is missing: name text, file, tool-call, tool-result or continuation');
    case 'text':
      return text(isText(part.text, `${field}.text`), trust, source);
    case 'file':
      return readFile({ data: part.data, mediaType, name, trust }, field);
    case 'continuation':
      if (part.provider === undefined) throw invalid(`${field}.provider`, 'is missing: pass the part as it came');
      return Object.freeze({ type, provider: part.provider, data: isText(part.data, `${field}.data`) });
  }
  if (id === undefined || name === undefined) throw invalid(field, 'needs the `id` and the `name` of the tool call');
  if (!CALL_ID.test(id)) throw invalid(`${field}.id`, 'must be 1 to 256 visible ASCII characters');
  if (!TOOL_NAME.test(name)) throw invalid(`${field}.name`, 'must be 1 to 128 letters, digits, `_`, `.`, `:` or `-`');
  if (type === 'tool-call')
    return Object.freeze({ type, id, name, input: snapshot(part.input ?? {}, `${field}.input`, invalid, maxDepth) });
  const output = isText(part.output, `${field}.output`);
  return Object.freeze({ type, id, name, output, trust: part.trust ?? 'untrusted' });
}

const isText = (value: unknown, field: string): string => {
  if (typeof value === 'string') return value;
  throw invalid(field, `must be a string, got ${show(value)}`);
};

const text = (text: string, trust: Trust, source?: string): Part =>
  Object.freeze(source === undefined ? { type: 'text', text, trust } : { type: 'text', text, trust, source });

const message = (role: Role, content: readonly Part[], path = 'messages[0]'): RequestMessage =>
  Object.freeze({ role, content: Object.freeze(content), path });

/** Whether a part gives the model something to read. */
export const says = (part: Part): boolean =>
  part.type === 'text'
    ? part.text.trim() !== ''
    : part.type === 'tool-result'
      ? part.output.trim() !== ''
      : part.type === 'file';
