import type { ChatRequest, RequestMessage } from '../types/call.ts';

/** System text of the caller's own, or ours. */
export const system = (text: string, path: string): RequestMessage =>
  Object.freeze({
    role: 'system',
    path,
    content: Object.freeze([Object.freeze({ type: 'text', text, trust: 'trusted' } as const)]),
  });

/** Where a schema is spoken of: such text is ours, and no secret. */
const SCHEMA_PATH = 'schema';

/** Adds system text behind the caller's own, so that the prefix a provider may have cached stays the same. */
export function withSystem(request: ChatRequest, text: string): ChatRequest {
  const at = request.messages.findLastIndex(({ role }) => role === 'system') + 1;
  return withMessage(request, text, at);
}

/** A request whose schema is said in words, for a provider that takes none: before what was said of it later. */
export function withSchemaInWords({ responseFormat, ...request }: ChatRequest): ChatRequest {
  if (!responseFormat) return request;
  const text = `Answer with one JSON value and nothing else. It must fit this JSON Schema:\n${JSON.stringify(responseFormat.schema)}`;
  const said = request.messages.findIndex(({ path }) => path === SCHEMA_PATH);
  return said < 0 ? withSystem(request, text) : withMessage(request, text, said);
}

const withMessage = (request: ChatRequest, text: string, at: number): ChatRequest =>
  Object.freeze({
    ...request,
    messages: Object.freeze(request.messages.toSpliced(at, 0, system(text, SCHEMA_PATH))),
  });
