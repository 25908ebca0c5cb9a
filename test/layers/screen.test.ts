import { expect, test } from 'vitest';
import * as z from 'zod';
import { GuardError, InputBlockedError, InvalidInputError } from '../../src/errors.ts';
import { compose } from '../../src/layers/compose.ts';
import { rescreen, type ScreenPolicy, screen } from '../../src/layers/screen.ts';
import { scripted } from '../../src/testing/scripted.ts';
import type { ChatRequest, Layer } from '../../src/types/call.ts';
import type { Trust } from '../../src/types/message.ts';
import { aCall, readAll } from '../support/read-all.ts';

const ZERO_WIDTH = '\u200b';

const asks = (text: string, trust: Trust = 'user'): ChatRequest => ({
  messages: [{ role: 'user', content: [{ type: 'text', text, trust }] }],
});

async function screened(request: ChatRequest, policy: Partial<ScreenPolicy> = {}) {
  const provider = scripted(['ok']);
  const call = aCall({ request });
  const { error, events } = await readAll(
    compose([screen({ unicode: 'redact', maxChars: 100, ...policy })], provider.call)(call),
  );
  const part = provider.requests[0]?.messages[0]?.content[0];
  return {
    error,
    events,
    calls: provider.calls,
    sent: part?.type === 'text' ? part.text : undefined,
    findings: call.trace.findings,
  };
}

test('removes hidden characters before sending, and says where they stood', async () => {
  const { sent, findings, events } = await screened(asks(`ig${ZERO_WIDTH}nore`));
  expect(sent).toBe('ignore');
  expect(findings).toMatchObject([
    { guard: 'unicode', stage: 'input', action: 'redact', path: 'messages[0].content[0]', start: 2, end: 3 },
  ]);
  expect(events[0]).toEqual({ type: 'finding', finding: findings[0] });
});

test('`warn` and `allow` report and leave the text, `false` does not look, `block` sends nothing', async () => {
  for (const unicode of ['warn', 'allow'] as const) {
    const { sent, findings } = await screened(asks(`a${ZERO_WIDTH}b`), { unicode });
    expect(sent).toBe(`a${ZERO_WIDTH}b`);
    expect(findings).toMatchObject([{ action: unicode }]);
  }
  expect((await screened(asks(`a${ZERO_WIDTH}b`), { unicode: false })).findings).toEqual([]);
  const { error, calls } = await screened(asks(`a${ZERO_WIDTH}b`), { unicode: 'block' });
  expect(error).toBeInstanceOf(InputBlockedError);
  expect(calls).toBe(0);
});

test('BI-01: lone surrogates, NUL and controls are cleaned with a finding, and what is sent is well formed', async () => {
  const { sent, findings } = await screened(asks('a\u0000b\ud800c\u0007d'));
  expect(sent?.isWellFormed()).toBe(true);
  expect(sent).not.toMatch(/[\u0000\u0007]/);
  expect(findings.length).toBeGreaterThan(0);
});

test('text of nothing but removed characters is refused', async () => {
  const { error, calls } = await screened(asks(ZERO_WIDTH.repeat(5)));
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(calls).toBe(0);
});

test('`characters` removes every other character from user text, and from user text alone', async () => {
  const characters = /[a-z ]/;
  expect((await screened(asks('drop 42 tables; ok'), { characters })).sent).toBe('drop  tables ok');
  expect((await screened(asks('drop 42', 'untrusted'), { characters })).sent).toBe('drop 42');
});

test('`expect` refuses user text that does not match: by RegExp, by schema, after the length cap', async () => {
  const code = /^[A-Z]{3}$/;
  expect((await screened(asks('ABC'), { expect: code })).sent).toBe('ABC');
  expect((await screened(asks('abc'), { expect: code })).error).toMatchObject({
    code: 'ERR_INVALID_INPUT',
    field: 'messages[0].content[0]',
  });
  expect((await screened(asks('abc', 'trusted'), { expect: code })).sent).toBe('abc');
  expect((await screened(asks('12'), { expect: z.string().regex(/^\d+$/) })).sent).toBe('12');
  expect((await screened(asks('x'), { expect: z.string().regex(/^\d+$/) })).error).toBeInstanceOf(InvalidInputError);
  let asked = false;
  const spy = z.string().refine(() => {
    asked = true;
    return true;
  });
  expect((await screened(asks('x'.repeat(101)), { expect: spy })).error).toMatchObject({ field: 'input' });
  expect(asked).toBe(false);
});

test('a schema that throws stops the call: safeguards fail closed', async () => {
  const broken = z.string().refine(() => {
    throw new Error('tell nobody');
  });
  const { error, calls } = await screened(asks('abc'), { expect: broken });
  expect(error).toBeInstanceOf(GuardError);
  expect(calls).toBe(0);
});

test('the length cap counts every message but not the own trusted text', async () => {
  const request: ChatRequest = {
    messages: [
      { role: 'system', content: [{ type: 'text', text: 's'.repeat(1_000), trust: 'trusted' }] },
      { role: 'user', content: [{ type: 'text', text: 'u'.repeat(60), trust: 'user' }] },
      { role: 'tool', content: [{ type: 'tool-result', id: '1', name: 't', output: 'o'.repeat(41) }] },
    ],
  };
  expect((await screened(request)).error).toMatchObject({
    code: 'ERR_INVALID_INPUT',
    message: expect.stringContaining('103'),
  });
  expect((await screened(request, { maxChars: 103 })).calls).toBe(1);
});

test('what a layer of the user passes on is screened again, if it is another request', async () => {
  const provider = scripted(['ok']);
  const guard = screen({ unicode: 'redact', maxChars: 100 });
  const adds: Layer = (call, next) => next({ ...call, request: asks(`from a la${ZERO_WIDTH}yer`) });
  await readAll(compose([guard, rescreen(adds, guard)], provider.call)(aCall()));
  expect(provider.requests[0]?.messages[0]?.content[0]).toMatchObject({ text: 'from a layer' });
});

test('every string of a tool call is cleaned, keys included, and ids and names count as text', async () => {
  const input = { 'k\u200bey': ['a\u202eb', { deep: 'c\ud800' }], count: 3 };
  const part = { type: 'tool-call', id: '1', name: 'search', input } as const;
  const provider = scripted(['ok']);
  const call = aCall({ request: { messages: [...asks('hi').messages, { role: 'assistant', content: [part] }] } });
  await readAll(compose([screen({ unicode: 'redact', maxChars: 200 })], provider.call)(call));
  const sent = provider.requests[0]?.messages[1]?.content[0];
  expect(sent).toMatchObject({ input: { key: ['ab', { deep: 'c\ufffd' }], count: 3 } });
  expect(call.trace.findings.map(({ path }) => path)).toContain('messages[1].content[0].input');
  const long = {
    messages: [...asks('hi').messages, { role: 'assistant' as const, content: [{ ...part, name: 'n'.repeat(300) }] }],
  };
  expect((await screened(long)).error).toMatchObject({ code: 'ERR_INVALID_INPUT', field: 'input' });
});

test('findings are bounded, whatever the text is made of, and all of it is cleaned', async () => {
  const { sent, findings } = await screened(asks('a\u202e'.repeat(5_000)), { maxChars: 20_000 });
  expect(findings).toHaveLength(100);
  expect(sent).toBe('a'.repeat(5_000));
});

test('what was found is on the trace also when it is refused', async () => {
  const { error, findings } = await screened(asks(`a${ZERO_WIDTH}b`), { unicode: 'block' });
  expect(error).toMatchObject({ findings });
  expect(findings).toHaveLength(1);
});
