import { InvalidInputError } from '../errors.ts';
import { base64 } from '../lib/base64.ts';
import type { JsonRecord } from '../lib/json.ts';
import { misplaced } from '../providers/misplaced.ts';
import type { Call, ChatRequest, RequestMessage } from '../types/call.ts';
import type { Part } from '../types/message.ts';

/** What is asked of a gateway, and how its answer is read. */
export interface Asked {
  readonly path: '/api/chat' | '/api/object' | '/api/summarize' | '/api/sentiment';
  readonly body: JsonRecord;
  /** Whether the answer comes as events. */
  readonly streams: boolean;
  /** The fields of the reply that are the answer, as JSON; undefined: it is a text. */
  readonly value?: string | readonly string[];
  /** Where the caller wrote each message that is sent. */
  readonly places: readonly string[];
}

/** A request in the form of the routes that fit it. Throws InvalidInputError for a part where no message of its role has one. */
export function encode(request: ChatRequest, wire: Call['wire'], ownModel: string | undefined): Asked {
  const { task, responseFormat, model = ownModel, maxOutputTokens, temperature, tools } = request;
  if (task?.name === 'summarize' || task?.name === 'sentiment') return encodeTask(request, task, model);
  const said = request.messages.filter(({ role }) => role !== 'system');
  const instructions = request.messages
    .filter(({ role }) => role === 'system')
    .map(textOf)
    .join('\n\n');
  const body = {
    messages: said.map((message, index) => encodeMessage(message, `messages[${index}]`)),
    model,
    maxOutputTokens,
    temperature,
    ...(instructions !== '' && { instructions }),
  };
  const places = said.map(({ path }, index) => path ?? `messages[${index}]`);
  if (responseFormat)
    return {
      path: '/api/object',
      body: { ...body, schema: responseFormat.schema },
      streams: false,
      value: 'object',
      places,
    };
  const streams = wire === 'stream';
  const given = tools?.map(({ name, description, parameters }) => ({ name, description, parameters }));
  return { path: '/api/chat', body: { ...body, tools: given, stream: streams }, streams, places };
}

const VALUES = { summarize: ['summary', 'keyPoints'], sentiment: ['label', 'score', 'confidence', 'aspects'] } as const;

/** The tasks that a gateway carries out itself: what the text is to be made into is not said in words. */
function encodeTask(request: ChatRequest, task: NonNullable<ChatRequest['task']>, model: string | undefined): Asked {
  const name = task.name as keyof typeof VALUES;
  const said = request.messages.filter(({ role }) => role === 'user');
  const text = said.map(textOf).join('\n\n');
  const body = { ...(task.options as JsonRecord), text, model };
  return { path: `/api/${name}`, body, streams: false, value: VALUES[name], places: [] };
}

const textOf = ({ content }: RequestMessage): string =>
  content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');

const HOME: Readonly<Record<Part['type'], readonly string[]>> = {
  text: ['user', 'assistant'],
  file: ['user'],
  'tool-call': ['assistant'],
  'tool-result': ['tool'],
  continuation: [],
};

function encodeMessage({ role, content, path }: RequestMessage, place: string): JsonRecord {
  const parts = content.flatMap((part, index) => {
    if (part.type === 'continuation') return []; // no gateway shows one, so it is another provider's
    if (!HOME[part.type].includes(role)) throw misplaced(part, `${path ?? place}.content[${index}]`, role);
    return [encodePart(part, `${path ?? place}.content[${index}]`)];
  });
  return { role, content: parts };
}

function encodePart(part: Exclude<Part, { type: 'continuation' }>, field: string): JsonRecord {
  switch (part.type) {
    case 'text': // there is no word for `trusted`: for the gateway, what a page says is said by its user
      return {
        type: 'text',
        text: part.text,
        trust: part.trust === 'untrusted' ? 'untrusted' : 'user',
        source: part.source,
      };
    case 'file': {
      const { data, mediaType, name } = part;
      if (data instanceof URL) throw new InvalidInputError(`${field}.data`, 'must be bytes for a gateway, not a URL');
      return {
        type: 'file',
        data: base64(data),
        mediaType,
        name,
        trust: part.trust === 'untrusted' ? 'untrusted' : 'user',
      };
    }
    case 'tool-call':
      return { type: 'tool-call', id: part.id, name: part.name, input: part.input };
    case 'tool-result':
      return { type: 'tool-result', id: part.id, name: part.name, output: part.output };
  }
}
