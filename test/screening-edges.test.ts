import { describe, expect, test } from 'vitest';
import { NetworkError, SecureLLMClient, untrusted } from '../src/index.ts';
import { type Step, scripted } from '../src/testing/scripted.ts';
import { stall } from '../src/testing/steps.ts';
import type { ChatRequest } from '../src/types/call.ts';
import { EMAIL, KEY } from './support/sensitive.ts';

const textOf = (request: ChatRequest | undefined): string =>
  (request?.messages ?? [])
    .flatMap(({ content }) => content.flatMap((part) => (part.type === 'text' ? [part.text] : [])))
    .join('');

describe('SE-04: nothing of a key is shown', () => {
  const before = 'Use it: ';

  /** What a reader has seen of a stream when it ends, one way or the other. */
  async function seenOf(steps: readonly Step[], abortAt: number): Promise<string> {
    const client = new SecureLLMClient({ provider: scripted(steps), fence: false });
    const answer = client.stream('hi');
    let seen = '';
    const reading = (async () => {
      for await (const text of answer.textStream) {
        seen += text;
        if (seen.length >= abortAt) answer.abort();
      }
    })();
    await reading.catch(() => {});
    return seen;
  }

  test('where the connection breaks right behind any part of it', async () => {
    for (let at = 1; at < KEY.length; at++)
      expect(before.startsWith(await seenOf([before + KEY.slice(0, at), new NetworkError('reset')], 1e6))).toBe(true);
  });

  test('where the reader aborts right behind any part of it', async () => {
    for (let at = 1; at < KEY.length; at++) {
      const steps = [before, KEY.slice(0, at), stall];
      expect(before.startsWith(await seenOf(steps, before.length))).toBe(true);
    }
  });

  test('in the partial answer of an error', async () => {
    const provider = scripted([before + KEY.slice(0, 30), new NetworkError('reset')]);
    const answer = new SecureLLMClient({ provider, fence: false }).stream('hi');
    const error = await answer.final().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ partial: { text: before } });
  });
});

describe.each([
  ['surrogate pairs', '\u{1f600}', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'],
  ['combining marks', 'e\u0301 ', ' o\u0308u'],
  ['right-to-left text', 'שלום ', ' مرحبا'],
  ['CRLF', 'a\r\n', '\r\nb'],
  ['full-width and ideographs', '我的邮箱是 ', '。'],
])('between %s', (_, before, after) => {
  test('a value leaves as a placeholder and comes back, and nothing around it changes', async () => {
    const provider = scripted([`${before}[EMAIL_ADDRESS_1]${after}`]);
    const client = new SecureLLMClient({ provider, fence: false });
    const { text, findings } = await client.chat(`${before}${EMAIL}${after}`);
    expect(textOf(provider.requests[0])).toBe(`${before}[EMAIL_ADDRESS_1]${after}`);
    expect(text).toBe(`${before}${EMAIL}${after}`);
    expect(findings[0]).toMatchObject({ start: before.length, end: before.length + EMAIL.length });
  });

  test('a label stands in an answer, at every cut', async () => {
    const answer = `${before}${KEY}${after}`;
    for (let at = 1; at < answer.length; at++) {
      const client = new SecureLLMClient({ provider: scripted([answer.slice(0, at), answer.slice(at)]), fence: false });
      expect((await client.stream('hi').final()).text).toBe(`${before}[OPENAI_KEY]${after}`);
    }
  });

  test('a fence holds the text as it is', async () => {
    const provider = scripted(['ok']);
    const data = `${before}plain${after}`;
    await new SecureLLMClient({ provider }).chat([untrusted(data)]);
    const sent = textOf(provider.requests[0]);
    expect(sent).toContain(`>\n${data}\n</untrusted-`);
    expect(sent.isWellFormed()).toBe(true);
  });
});
