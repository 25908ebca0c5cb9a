import { describe, expect, test } from 'vitest';
import { type ChatEvent, SecureLLMClient } from '../../src/index.ts';
import { anthropic } from '../../src/providers/anthropic/index.ts';
import { google } from '../../src/providers/google/index.ts';
import { openai } from '../../src/providers/openai/index.ts';
import { expectNoPersonalData, type Mock, mock, sentText } from '../../src/testing/index.ts';
import type { Provider } from '../../src/types/call.ts';
import type { MockServer } from './mock-suite.ts';

/** A provider, and the mock of what it speaks to. */
interface Pair {
  readonly api: () => Mock;
  readonly provider: () => Provider;
}

const keyOf = (prefix: string): string => [prefix, 'not', 'a', 'key'].join('-');

const PAIRS: Readonly<Record<string, Pair>> = {
  openai: { api: mock.openai, provider: () => openai({ apiKey: keyOf('sk'), model: 'm' }) },
  'openai, Responses': {
    api: mock.openai,
    provider: () => openai({ apiKey: keyOf('sk'), model: 'm', api: 'responses' }),
  },
  anthropic: { api: mock.anthropic, provider: () => anthropic({ apiKey: keyOf('sk-ant'), model: 'm' }) },
  google: { api: mock.google, provider: () => google({ apiKey: keyOf('AIza'), model: 'm' }) },
};

const EMAIL = 'jane.doe@example.com';
const USAGE = { inputTokens: 20, outputTokens: 9, totalTokens: 29 };
const FORMS = [['chat'], ['stream']] as const;

/** What the client makes of the mocks, through each of its providers. */
export function clientSuite(server: MockServer): void {
  describe.each(Object.entries(PAIRS))('the client with %s', (_, { api: make, provider }) => {
    const clientOf = (api: Mock) => {
      server.use(api);
      return new SecureLLMClient({ provider: provider() });
    };
    const ask = (client: SecureLLMClient, form: 'chat' | 'stream', input = 'Hi') =>
      form === 'chat' ? client.chat(input) : client.stream(input).final();

    test.each(FORMS)('reads text, usage and finish reasons: %s', async (form) => {
      const client = clientOf(
        make()
          .reply({ text: 'Hello, dear  world', usage: USAGE })
          .reply({ text: 'Hel', finishReason: 'length' })
          .reply({ text: 'Hel', finishReason: 'content-filter' }),
      );
      expect(await ask(client, form)).toMatchObject({
        text: 'Hello, dear  world',
        finishReason: 'stop',
        usage: USAGE,
      });
      expect(await ask(client, form)).toMatchObject({ text: 'Hel', finishReason: 'length' });
      expect(await ask(client, form)).toMatchObject({ text: 'Hel', finishReason: 'content-filter' });
    });

    test.each(FORMS)('reads tool calls: %s', async (form) => {
      const client = clientOf(make().tool('weather', { city: 'Bern' }));
      expect(await ask(client, form)).toMatchObject({
        toolCalls: [{ name: 'weather', input: { city: 'Bern' } }],
        finishReason: 'tool-calls',
      });
    });

    test.each(FORMS)('tries again after a 429, as soon as it may: %s', async (form) => {
      const client = clientOf(make().status(429, { retryAfter: 0 }).reply('Hello'));
      const { text, attempts } = await ask(client, form);
      expect([text, attempts.map(({ status, errorCode }) => status ?? errorCode)[0]]).toEqual(['Hello', 429]);
    });

    test.each(FORMS)('has its error for a status and for what is no answer: %s', async (form) => {
      const client = clientOf(make().status(401).malformed('html'));
      await expect(ask(client, form)).rejects.toMatchObject({ code: 'ERR_AUTHENTICATION', status: 401 });
      await expect(ask(client, form)).rejects.toMatchObject({ code: 'ERR_RESPONSE_FORMAT' });
    });

    test('shows what came before a stream was cut', async () => {
      const client = clientOf(make().stream(['Hel', 'lo'], { ending: 'cut' }));
      const seen: ChatEvent[] = [];
      const read = async () => {
        for await (const event of client.stream('Hi')) seen.push(event);
      };
      await expect(read()).rejects.toMatchObject({ code: 'ERR_STREAM_INTERRUPTED', partial: { text: 'Hello' } });
      expect(seen[0]?.type).toBe('start');
    });

    test.each(FORMS)('sends placeholders, and shows what they stand for: %s', async (form) => {
      const api = make().reply('I wrote to [EMAIL_ADDRESS_1].');
      const { text } = await ask(clientOf(api), form, `Write to ${EMAIL}`);
      expect(text).toBe(`I wrote to ${EMAIL}.`);
      expect(sentText(api.requests)).toContain('Write to [EMAIL_ADDRESS_1]');
      await expectNoPersonalData(api.requests);
    });
  });
}
