import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SecureLLMClient } from '../../src/index.ts';
import {
  expectNoPersonalData,
  type MockRequest,
  PersonalDataSentError,
  type SentRequest,
  scripted,
  sentText,
} from '../../src/node/testing.ts';

const EMAIL = 'jane.doe@example.com';
const KEY = ['sk', 'proj', 'A1b2C3d4E5f6G7h8'.repeat(4)].join('-');

const sent = (body: unknown, more: Partial<MockRequest> = {}): SentRequest => ({
  path: '/v1/x',
  headers: {},
  body,
  ...more,
});

const placesOf = async (...requests: readonly SentRequest[]): Promise<readonly string[]> => {
  const error = await expectNoPersonalData(requests).catch((error: unknown) => error);
  if (error === undefined) return [];
  if (!(error instanceof PersonalDataSentError)) throw error;
  for (const value of [EMAIL, KEY, '4111111111111111'])
    expect(JSON.stringify([error, error.message])).not.toContain(value);
  return error.findings.map(({ place, entity }) => `${entity} in ${place}`);
};

describe('sentText', () => {
  test.each([
    ['Chat Completions', { messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi there' }] }] }],
    ['Responses', { input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hi there' }] }] }],
    ['Anthropic', { messages: [{ role: 'user', content: [{ type: 'tool_result', content: 'Hi there' }] }] }],
    ['Google', { contents: [{ parts: [{ functionResponse: { response: { output: 'Hi there' } } }] }] }],
  ])('has what stands in a body of %s, parsed or not', (_, body) => {
    expect(sentText([sent(body)]).split('\n')).toContain('Hi there');
    expect(sentText([sent(JSON.stringify(body))]).split('\n')).toContain('Hi there');
  });

  test('has names of fields and long numbers, in order, of all requests', () => {
    const requests = [sent({ input: { card: 4111111111111111, n: 1 } }), sent({ a: ['x', { b: 'y' }] })];
    expect(sentText(requests)).toBe('input\ncard\n4111111111111111\nn\na\nx\nb\ny');
  });

  test('has what is sent by `scripted`, and not what stays here', async () => {
    const provider = scripted(['Hello']);
    const content = [{ type: 'text' as const, text: 'Read this', trust: 'untrusted' as const, source: 'the mail' }];
    await new SecureLLMClient({ provider }).chat(content);
    expect(sentText(provider.requests)).toContain('Read this');
    expect(sentText(provider.requests).split('\n')).not.toContain('the mail');
  });

  test('has what stands in the arguments of a tool, which are JSON in a string for OpenAI', () => {
    const json = JSON.stringify({ city: 'Bern\n"here"' });
    const call = { type: 'function', function: { name: 'weather', arguments: json } };
    expect(sentText([sent({ messages: [{ tool_calls: [call] }] })])).toContain('city\nBern\n"here"');
    expect(sentText([sent({ input: [{ type: 'function_call', arguments: json }] })])).toContain('city\nBern\n"here"');
    expect(sentText([sent({ arguments: '{ no' })])).toContain('{ no');
  });

  test('of a body that is no JSON is that body', () => {
    expect(sentText([sent('{ no')])).toBe('{ no');
  });

  test('loses no string, wherever it stands', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const lines = sentText([sent([body])]);
        const strings: string[] = [];
        JSON.stringify(body, (_, value: unknown) => {
          if (typeof value === 'string') strings.push(value);
          return value;
        });
        expect(strings.every((text) => lines.includes(text))).toBe(true);
      }),
    );
  });
});

describe('expectNoPersonalData', () => {
  test('says what stood where, and never repeats it', async () => {
    const body = {
      model: 'm',
      messages: [{ content: 'Hi' }, { content: [{ text: `Write to ${EMAIL} or pay` }] }],
      tools: [{ args: { card: 4111111111111111 } }],
      user: KEY,
    };
    expect(await placesOf(sent({}), sent(body))).toEqual([
      'EMAIL_ADDRESS in requests[1].body.messages[1].content[0].text',
      'CREDIT_CARD in requests[1].body.tools[0].args.card',
      expect.stringMatching(/^secrets\/.* in requests\[1\]\.body\.user$/),
    ]);
  });

  test('looks at names of fields, headers and the path', async () => {
    const request = sent(
      { metadata: { [EMAIL]: { inner: EMAIL } } },
      { path: `/v1/users/${encodeURIComponent(EMAIL)}`, headers: { 'x-user': EMAIL } },
    );
    expect(await placesOf(request)).toEqual([
      'EMAIL_ADDRESS in requests[0].path',
      'EMAIL_ADDRESS in requests[0].headers.x-user',
      'EMAIL_ADDRESS in requests[0].body.metadata: the name of a field',
      'EMAIL_ADDRESS in requests[0].body.metadata.*.inner',
    ]);
  });

  test('looks behind the escapes of arguments and of a query', async () => {
    const iban = 'DE89 3704 0044 0532 0130 00';
    const call = { function: { name: 'pay', arguments: JSON.stringify({ note: `IBAN\n${iban}` }) } };
    const path = `/v1/x?${new URLSearchParams({ iban })}`;
    expect(await placesOf(sent({ messages: [{ tool_calls: [call] }] }), sent({}, { path }))).toEqual([
      'IBAN_CODE in requests[0].body.messages[0].tool_calls[0].function.arguments.note',
      'IBAN_CODE in requests[1].path',
    ]);
    expect(await placesOf(sent({}, { path: '/v1/x?phone=+41446681800' }))).toHaveLength(1);
  });

  test('passes over credentials in headers and what a client lets through', async () => {
    await expectNoPersonalData([
      sent(
        { model: 'gpt-5-mini-2025-08-07', seed: 1_234_567_890, input: 'Mail [EMAIL_ADDRESS_1] on https://example.com' },
        {
          headers: { authorization: `Bearer ${KEY}`, 'x-api-key': KEY, 'user-agent': 'node', host: '127.0.0.1:49152' },
        },
      ),
    ]);
  });

  test('does not read bytes of files, and reads the same base64 in a text', async () => {
    const base64 = btoa(`Write to ${EMAIL}. `.repeat(4));
    const url = `data:application/pdf;base64,${base64}`;
    await expectNoPersonalData([
      sent({ content: [{ image_url: { url } }, { file: { file_data: url } }] }),
      sent({ source: { type: 'base64', media_type: 'image/png', data: base64 } }),
      sent({ inlineData: { mimeType: 'image/png', data: base64 } }),
    ]);
    expect(await placesOf(sent({ text: base64 }))).toHaveLength(4);
    expect(await placesOf(sent({ source: { type: 'text', data: `Write to ${EMAIL}` } }))).toHaveLength(1);
  });

  test('takes the choices of a client and recognizers', async () => {
    const request = sent({ text: 'My name is Jane Doe, staff number QX-77' });
    await expectNoPersonalData([request]);
    const staff = { entity: 'STAFF_NUMBER', pattern: /\bQX-\d{2}\b/ };
    await expect(expectNoPersonalData([request], { recognizers: [staff] })).rejects.toMatchObject({
      code: 'ERR_ASSERTION',
      findings: [{ entity: 'STAFF_NUMBER', place: 'requests[0].body.text' }],
    });
    await expect(expectNoPersonalData([request], { policy: { pii: { PERSON: 'redact' } } })).rejects.toMatchObject({
      findings: [{ entity: 'PERSON' }],
    });
  });

  test('proves what a client sends, whatever the stand-in', async () => {
    const provider = scripted(['Hello']);
    await new SecureLLMClient({ provider }).chat(`I am ${EMAIL}, my key is ${KEY}`);
    await expectNoPersonalData(provider.requests);
    await new SecureLLMClient({ provider, mode: 'report' }).chat(`I am ${EMAIL}`);
    expect(await placesOf(...provider.requests)).toEqual([expect.stringMatching(/^EMAIL_ADDRESS in requests\[1\]/)]);
  });

  test('refuses to prove anything of no request', async () => {
    await expect(expectNoPersonalData([])).rejects.toThrow('No request was recorded');
  });
});
