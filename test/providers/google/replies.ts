import type { Usage } from '../../../src/types/event.ts';

export const NO_USAGE: Usage = {
  inputTokens: 0,
  outputTokens: 0,
  totalTokens: 0,
  cachedInputTokens: 0,
  reasoningTokens: 0,
};

export const USAGE = {
  promptTokenCount: 11,
  toolUsePromptTokenCount: 4,
  cachedContentTokenCount: 3,
  candidatesTokenCount: 7,
  thoughtsTokenCount: 2,
  totalTokenCount: 24,
};

/** A GenerateContentResponse: an answer, or a chunk of one. */
export const response = (parts: readonly unknown[] | undefined, finishReason?: string, rest: object = {}): string =>
  JSON.stringify({
    candidates: [{ ...(parts && { content: { role: 'model', parts } }), finishReason, index: 0 }],
    modelVersion: 'gemini-acme-001',
    responseId: 'response-1',
    ...rest,
  });

export const text = (text: string, finishReason?: string, rest?: object): string =>
  response([{ text }], finishReason, rest);

export const sse = (events: readonly string[], end = '\r\n'): string =>
  events.map((data) => `data: ${data}${end}${end}`).join('');

export const streamed = (events: readonly string[], headers: Record<string, string> = {}): Response =>
  new Response(sse(events), { headers: { 'content-type': 'text/event-stream', ...headers } });

export const whole = (body: string, headers: Record<string, string> = {}): Response =>
  new Response(body, { headers: { 'content-type': 'application/json; charset=UTF-8', ...headers } });

/** The body of an error, as a Google API writes it. */
export const errorBody = (code: number, status: string, details: readonly object[] = [], message = 'Some words.') => ({
  error: { code, message, status, details },
});

const rpc = (type: string, fields: object) => ({ '@type': `type.googleapis.com/google.rpc.${type}`, ...fields });

export const retryInfo = (retryDelay: unknown) => rpc('RetryInfo', { retryDelay });

export const errorInfo = (reason: string) => rpc('ErrorInfo', { reason, domain: 'googleapis.com' });

export const quotaFailure = (...quotaIds: readonly string[]) =>
  rpc('QuotaFailure', { violations: quotaIds.map((quotaId) => ({ quotaId, quotaValue: '20' })) });
