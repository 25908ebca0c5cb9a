import { describe, expect, test } from 'vitest';
import { anthropic } from '../../src/providers/anthropic/index.ts';
import { google } from '../../src/providers/google/index.ts';
import { openai } from '../../src/providers/openai/index.ts';
import { anthropic as messages } from '../../src/testing/dialects/anthropic.ts';
import type { Dialect } from '../../src/testing/dialects/dialect.ts';
import { google as gemini } from '../../src/testing/dialects/google.ts';
import { openaiChat } from '../../src/testing/dialects/openai-chat.ts';
import { openaiResponses } from '../../src/testing/dialects/openai-responses.ts';
import type { Provider } from '../../src/types/call.ts';
import { aCall, readAll } from '../support/read-all.ts';

type Fetch = () => Promise<Response>;
const options = (fetch: Fetch) => ({ baseURL: 'https://acme.example', model: 'm', fetch });

const SPEAKERS: readonly (readonly [name: string, dialect: Dialect, provider: (fetch: Fetch) => Provider])[] = [
  ['Chat Completions', openaiChat, (fetch) => openai(options(fetch))],
  ['Responses', openaiResponses, (fetch) => openai({ ...options(fetch), api: 'responses' })],
  ['Messages', messages, (fetch) => anthropic(options(fetch))],
  ['Gemini', gemini, (fetch) => google(options(fetch))],
];

const streamOf = ({ opening, texts, ending }: ReturnType<Dialect['stream']>): readonly string[] => [
  ...opening,
  ...texts,
  ...ending,
];

/** Answers with a stream whose reads are these. */
const reading = (reads: readonly string[]) => async () => {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const read of reads) controller.enqueue(new TextEncoder().encode(read));
      controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
};

describe.each(SPEAKERS)('a stream of %s that is complete', (_, dialect, provider) => {
  const events = streamOf(dialect.stream(['Hel', 'lo']));
  const read = (reads: readonly string[]) => readAll(provider(reading(reads)).call(aCall()));
  const behind = [
    ['no JSON', 'data: nonsense\n\n'],
    ['an error', dialect.errorEvent(500)],
    ['more text', dialect.stream(['more']).texts.join('')],
  ] as const;

  test.each(dialect === gemini ? [] : behind)(
    'ends at its end marker, however it is cut: %s behind it',
    async (_, behind) => {
      const apart = await read([...events, behind]);
      const together = await read([[...events, behind].join('')]);
      for (const { seen, events: got, error } of [apart, together]) {
        expect(error).toBeUndefined();
        expect(seen.join('')).toBe('Hello');
        expect(got.at(-1)).toMatchObject({ type: 'end', finishReason: 'stop', usage: { totalTokens: 15 } });
      }
    },
  );

  test('is interrupted wherever it is cut before that', async () => {
    const bytes = new TextEncoder().encode(events.join(''));
    for (let length = 0; length < bytes.length; length++) {
      const { seen, events: got, error } = await read([new TextDecoder().decode(bytes.subarray(0, length))]);
      expect('Hello'.startsWith(seen.join(''))).toBe(true);
      if (got.at(-1)?.type === 'end') expect(seen.join('')).toBe('Hello');
      else expect(error).toMatchObject({ code: 'ERR_STREAM_INTERRUPTED', retryable: true });
    }
  });
});
