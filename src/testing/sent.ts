import { isRecord } from '../lib/json.ts';
import type { ChatRequest } from '../types/call.ts';
import { withoutCredentials } from './without-credentials.ts';

/** A request that was recorded: by a mock, by `faultServer`, or by `scripted`. */
export type SentRequest =
  | ChatRequest
  | {
      readonly path: string;
      readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
      /** Parsed, or as it came. */
      readonly body: unknown;
    };

/** A text of a request, and where it stands in it, such as `body.messages[0].content`. */
interface SentLeaf {
  readonly place: string;
  readonly text: string;
}

/**
 * All text of the bodies, whatever the API: every string, name of a field and long number, in order, one a line; of arguments
 * that are JSON in a string, what stands in them. What belongs to the format, such as `role`, is among it: look for what it
 * contains.
 */
export const sentText = (requests: readonly SentRequest[]): string =>
  requests.flatMap((request) => [...leavesOf(bodyOf(request), 'body')].map(({ text }) => text)).join('\n');

/** Every text that leaves with a request: of its path, its headers but for credentials, and its body but for bytes of files. */
export function* sentLeaves(request: SentRequest): Iterable<SentLeaf> {
  if (!('messages' in request)) {
    yield { place: 'path', text: safelyDecoded(request.path.replace(/\?.*/, (query) => query.replaceAll('+', ' '))) };
    yield* leavesOf(withoutCredentials(request.headers), 'headers');
  }
  for (const leaf of leavesOf(bodyOf(request), 'body')) if (!isFile(leaf)) yield leaf;
}

/** Whether it is the bytes of a file as base64: by its form and, where it is no data URL, by its place as well. */
const isFile = ({ place, text }: SentLeaf): boolean =>
  /^data:[^,\s]*;base64,[\w+/=-]*$/.test(text) || (place.endsWith('.data') && /^[\w+/-]{64,}={0,2}$/.test(text));

/** What stands in a request of `scripted` beside what is sent is left out. */
function bodyOf(request: SentRequest): unknown {
  if ('messages' in request) {
    const messages = request.messages.map(({ role, content }) => ({
      role,
      content: content.map((part) => ({ ...part, trust: undefined, source: undefined })),
    }));
    return { ...request, messages };
  }
  const { body } = request;
  return typeof body === 'string' ? (parsed(body) ?? body) : body;
}

function* leavesOf(value: unknown, place: string): Iterable<SentLeaf> {
  if (typeof value === 'string') {
    const inner = place.endsWith('.arguments') ? parsed(value) : undefined; // of a tool call: JSON in a string for OpenAI
    if (typeof inner === 'object' && inner !== null) yield* leavesOf(inner, place);
    else yield { place, text: value };
  } else if (typeof value === 'number' || typeof value === 'bigint') {
    const text = String(value);
    if (text.length >= LONG_NUMBER) yield { place, text };
  } else if (value instanceof URL) yield { place, text: value.href };
  else if (Array.isArray(value)) for (const [at, inner] of value.entries()) yield* leavesOf(inner, `${place}[${at}]`);
  else if (isRecord(value) && !ArrayBuffer.isView(value))
    for (const [name, inner] of Object.entries(value)) {
      if (inner === undefined) continue;
      yield { place: `${place}: the name of a field`, text: name };
      yield* leavesOf(inner, `${place}.${PLAIN_NAME.test(name) ? name : '*'}`);
    }
}

/** Characters of a number that could be that of a card or an account. */
const LONG_NUMBER = 8;

/** A name that may be shown; any other could be a key, or say who somebody is. */
const PLAIN_NAME = /^[A-Za-z_-]{1,40}$/;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function safelyDecoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
