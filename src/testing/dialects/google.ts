import type { FinishReason, Usage } from '../../types/event.ts';
import { type AnswerDetails, type Dialect, type ErrorAnswer, finishWord, MODEL, messageOf, USAGE } from './dialect.ts';
import { frame } from './frame.ts';

/** Gemini of Google (API reference, "Generating content"; the status names are those of google.rpc.Code). */
export const google: Dialect = {
  path: /(?:\/v1(?:alpha|beta)?)?\/models\/[^/:]+:(?:generateContent|streamGenerateContent)$/,

  read: ({ pathname, searchParams }) => ({
    streams: pathname.endsWith(':streamGenerateContent') && searchParams.get('alt') === 'sse',
    model: /\/models\/([^/:]+):\w+$/.exec(pathname)?.[1],
  }),

  whole: (text, details = {}) => {
    const parts = [...(text === '' && details.toolCalls?.length ? [] : [{ text }]), ...callParts(details)];
    return response(parts, details, finishWord(details, WORDS));
  },

  stream: (texts, details = {}) => ({
    opening: [],
    texts: texts.map((text) => frame(response([{ text }], details))),
    ending: [
      ...callParts(details).map((part) => frame(response([part], details))),
      frame(response([{ text: '' }], details, finishWord(details, WORDS))),
    ],
  }),

  error,
  errorEvent: (status) => frame(error(status).body),
};

function error(code: number, retryAfter?: number): ErrorAnswer {
  const retryInfo = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfter}s` };
  return {
    headers: {}, // the wait stands in the body alone
    body: {
      error: {
        code,
        message: messageOf(code),
        status: STATUS[code] ?? (code < 500 ? 'INVALID_ARGUMENT' : 'INTERNAL'),
        ...(retryAfter !== undefined && { details: [retryInfo] }),
      },
    },
  };
}

const STATUS: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
};

/** A tool call is no reason to finish: the API says STOP. */
const WORDS: Readonly<Record<FinishReason, string>> = {
  stop: 'STOP',
  length: 'MAX_TOKENS',
  'content-filter': 'SAFETY',
  'tool-calls': 'STOP',
  other: 'OTHER',
};

const callParts = ({ toolCalls = [] }: AnswerDetails) =>
  toolCalls.map(({ name, input, id }) => ({ functionCall: { name, args: input, ...(id !== undefined && { id }) } }));

/** One response; of a stream, each event is one. The last one has the finish reason and the usage. */
function response(parts: readonly unknown[], { model = MODEL, usage = USAGE }: AnswerDetails, finishReason?: string) {
  return {
    candidates: [{ content: { parts, role: 'model' }, ...(finishReason !== undefined && { finishReason }), index: 0 }],
    ...(finishReason !== undefined && usage && { usageMetadata: wireUsage(usage) }),
    modelVersion: model,
    responseId: 'mock-response',
  };
}

/** `candidatesTokenCount` does not count thoughts; `totalTokenCount` counts all. */
const wireUsage = ({ inputTokens, outputTokens, totalTokens, cachedInputTokens, reasoningTokens }: Usage) => ({
  promptTokenCount: inputTokens,
  candidatesTokenCount: outputTokens - (reasoningTokens ?? 0),
  totalTokenCount: totalTokens,
  ...(cachedInputTokens !== undefined && { cachedContentTokenCount: cachedInputTokens }),
  ...(reasoningTokens !== undefined && { thoughtsTokenCount: reasoningTokens }),
});
