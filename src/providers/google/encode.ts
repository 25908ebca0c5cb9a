import type { ChatRequest, ToolChoice, ToolDefinition } from '../../types/call.ts';
import { encodeContents } from './encode-contents.ts';
import { readProviderOptions } from './provider-options.ts';
import { wantsSignatures } from './signatures.ts';

/** The body of a request. Throws InvalidInputError for content that Gemini cannot carry. */
export function encode(request: ChatRequest, model: string): object {
  const { maxOutputTokens, temperature, topP, stopSequences, seed, tools, toolChoice, responseFormat } = request;
  const { body, generationConfig: extra, search } = readProviderOptions(request);
  const generationConfig = present({
    maxOutputTokens,
    temperature,
    topP,
    stopSequences: stopSequences?.length ? stopSequences : undefined,
    seed,
    ...(responseFormat && { responseMimeType: 'application/json', responseJsonSchema: responseFormat.schema }),
    ...extra,
  });
  const sent = [
    ...(tools?.length ? [{ functionDeclarations: tools.map(encodeTool) }] : []),
    ...(search ? [{ googleSearch: {} }] : []),
  ];
  return present({
    ...encodeContents(request.messages, wantsSignatures(model)),
    tools: sent.length > 0 ? sent : undefined,
    toolConfig: toolChoice && { functionCallingConfig: encodeToolChoice(toolChoice) },
    generationConfig: Object.keys(generationConfig).length > 0 ? generationConfig : undefined,
    ...body,
  });
}

const encodeTool = ({ name, description, parameters }: ToolDefinition) =>
  present({ name, description, parametersJsonSchema: parameters });

const MODES = { auto: 'AUTO', none: 'NONE', required: 'ANY' } as const;

const encodeToolChoice = (choice: ToolChoice) =>
  typeof choice === 'string' ? { mode: MODES[choice] } : { mode: 'ANY', allowedFunctionNames: [choice.name] };

/** Without what is not set; `null` takes a field away. */
const present = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));
