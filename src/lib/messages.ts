import type { RequestMessage } from '../types/call.ts';
import type { Part, Role, Trust } from '../types/message.ts';
import { fields, integer, invalid, oneOf, show, string } from './check.ts';
import { readSafely, snapshot } from './snapshot.ts';
import { TRUST } from './trust.ts';

export interface InputLimits {
  readonly maxMessages: number;
  readonly maxDepth: number;
}

const MAX_PARTS = 1_000;
const MAX_FILE_BYTES = 32 * 1024 * 1024;
const CALL_ID = /^[\x21-\x7e]{1,256}$/;
const TOOL_NAME = /^[\w.:-]{1,128}$/;
const FILE_NAME = /^[^/\\\p{Cc}]{1,255}$/u;
const MEDIA_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,100}$/;

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
  if (typeof input === 'string') return [message('user', [text(input, 'user')])];
  if (!Array.isArray(input)) throw invalid('input', `must be a string, parts or messages, got ${show(input)}`);
  const { length } = input;
  if (length === 0) throw invalid('input', 'must not be empty');
  const first: unknown = input[0];
  if (typeof first === 'object' && first !== null && 'type' in first)
    return [message('user', readParts(input, 'input', 'user', maxDepth, first))];
  if (length > maxMessages)
    throw invalid(
      'input',
      `must hold at most ${maxMessages} messages, got ${length}: drop the oldest, or raise \`sanitize.maxMessages\``,
    );
  return Array.from({ length }, (_, index) =>
    readMessage(index === 0 ? first : input[index], `messages[${index}]`, maxDepth),
  );
}

function readMessage(given: unknown, field: string, maxDepth: number): RequestMessage {
  const { role: by, content } = fields<{ role: Role; content: unknown }>(given, field, invalid, {
    role,
    content: anything,
  });
  if (by === undefined) throw invalid(`${field}.role`, 'is missing: name system, user, assistant or tool');
  if (typeof content === 'string') return message(by, [text(content, TRUST_OF[by])], field);
  if (!Array.isArray(content)) throw invalid(`${field}.content`, `must be a string or parts, got ${show(content)}`);
  return message(by, readParts(content, `${field}.content`, TRUST_OF[by], maxDepth), field);
}

function readParts(given: unknown[], field: string, by: Trust, maxDepth: number, first?: unknown): Part[] {
  const { length } = given;
  if (length > MAX_PARTS) throw invalid(field, `must hold at most ${MAX_PARTS} parts, got ${length}`);
  return Array.from({ length }, (_, index) =>
    readPart(index === 0 && first !== undefined ? first : given[index], `${field}[${index}]`, by, maxDepth),
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

function readPart(given: unknown, field: string, by: Trust, maxDepth: number): Part {
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
      if (mediaType === undefined || !MEDIA_TYPE.test(mediaType))
        throw invalid(`${field}.mediaType`, 'must be a media type such as image/png');
      if (name !== undefined && !FILE_NAME.test(name))
        throw invalid(
          `${field}.name`,
          'must be a file name of 1 to 255 characters, without `/` and control characters',
        );
      return Object.freeze({
        type,
        data: readFile(part.data, `${field}.data`),
        mediaType,
        ...(name !== undefined && { name }),
        trust,
      });
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

function readFile(data: unknown, field: string): Uint8Array | URL {
  if (data instanceof URL) {
    const url = new URL(data.href);
    if (url.protocol !== 'https:' || url.username !== '')
      throw invalid(field, 'must be an https URL without credentials, or bytes');
    return url;
  }
  if (!(data instanceof Uint8Array)) throw invalid(field, `must be a Uint8Array or an https URL, got ${show(data)}`);
  integer(1, MAX_FILE_BYTES)(data.byteLength, `${field}.byteLength`, invalid);
  return data.slice(); // bytes cannot be frozen, so the copy is ours alone
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
