import type { ChatRequest, Provider } from '../types/call.ts';
import { withSchemaInWords } from './schema-text.ts';

/**
 * A request as it goes to one provider of the list: with its own model (`models` by name, else `model` for the first of the
 * list alone) and, where it takes no schema, with the schema in words. The request itself where nothing changes.
 */
export function requestFor(request: ChatRequest, { name, capabilities }: Provider, isFirst: boolean): ChatRequest {
  const own = modelFor(request, name, isFirst);
  const speaks = request.responseFormat !== undefined && capabilities.objects === 'prompt';
  const shaped = speaks ? withSchemaInWords(request) : request;
  if (own === request.model && request.models === undefined) return shaped;
  const { model, models, ...rest } = shaped;
  return Object.freeze({ ...rest, ...(own !== undefined && { model: own }) });
}

function modelFor({ model, models = {} }: ChatRequest, name: string, isFirst: boolean): string | undefined {
  if (Object.hasOwn(models, name)) return models[name];
  return isFirst ? model : undefined;
}
