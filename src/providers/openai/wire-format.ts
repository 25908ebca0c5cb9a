import type { Call, Capabilities, ChatRequest } from '../../types/call.ts';
import type { AnswerContext } from '../answer-events.ts';
import type { Decoder } from '../converse.ts';
import { ChatDecoder } from './chat/decoder.ts';
import { encode as encodeChat } from './chat/encode.ts';
import type { OpenAIApi } from './options.ts';
import { ResponsesDecoder } from './responses/decoder.ts';
import { encode as encodeResponses } from './responses/encode.ts';
import type { Settings } from './shared-settings.ts';

/** One of the two ways in which OpenAI's models are asked. */
interface WireFormat {
  /** Under the base URL. */
  readonly path: string;
  readonly capabilities: Capabilities;
  encode(request: ChatRequest, wire: Call['wire'], settings: Settings): object;
  decoder(context: AnswerContext, settings: Settings): Decoder;
}

export const WIRE_FORMATS: Readonly<Record<OpenAIApi, WireFormat>> = {
  chat: {
    path: '/chat/completions',
    capabilities: {
      remote: true,
      tools: true,
      files: { bytes: ['image/*', 'application/pdf'], urls: ['image/*'] },
      objects: 'schema',
      reports: ['reasoning', 'citations', 'refusals'],
    },
    encode: encodeChat,
    decoder: (context, { thinks }) => new ChatDecoder(context, thinks),
  },
  responses: {
    path: '/responses',
    capabilities: {
      remote: true,
      tools: true,
      files: { bytes: ['image/*', 'application/pdf'], urls: ['image/*', 'application/pdf'] },
      objects: 'schema',
      options: ['temperature', 'topP', 'toolChoice'],
      reports: ['reasoning', 'citations', 'refusals'],
    },
    encode: encodeResponses,
    decoder: (context) => new ResponsesDecoder(context),
  },
};
