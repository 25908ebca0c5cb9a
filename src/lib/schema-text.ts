import type { ChatRequest } from '../types/call.ts';
import type { JsonSchema } from '../types/schema.ts';
import { system } from './system-text.ts';

/** Where a schema is spoken of: such text is ours, and no secret. */
const SCHEMA_PATH = 'schema';

/** Adds system text behind the caller's own, so that the prefix a provider may have cached stays the same. */
export function withSystem(request: ChatRequest, text: string): ChatRequest {
  const at = request.messages.findLastIndex(({ role }) => role === 'system') + 1;
  return withMessage(request, text, at);
}

/** What a model is told of a schema that nothing else holds it to. */
export const schemaInWords = (schema: JsonSchema): string =>
  `Answer with one JSON value and nothing else. It must fit this JSON Schema:\n${JSON.stringify(schema)}`;

/** A request whose schema is said in words, for a provider that takes none: before what was said of it later. */
export function withSchemaInWords({ responseFormat, ...request }: ChatRequest): ChatRequest {
  if (!responseFormat) return request;
  const text = schemaInWords(responseFormat.schema);
  const said = request.messages.findIndex(({ path }) => path === SCHEMA_PATH);
  return said < 0 ? withSystem(request, text) : withMessage(request, text, said);
}

const withMessage = (request: ChatRequest, text: string, at: number): ChatRequest =>
  Object.freeze({
    ...request,
    messages: Object.freeze(request.messages.toSpliced(at, 0, system(text, SCHEMA_PATH))),
  });
