import { expect, test } from 'vitest';
import { type CheckOptions, check } from '../../src/guards/check.ts';
import { PlaceholderTable } from '../../src/lib/placeholders.ts';

const EMAIL = 'ana@example.com';

test('a text of the input is screened by the defaults of a client', async () => {
  const checked = await check(`Write to ${EMAIL}.`);
  expect(checked).toMatchObject({ action: 'redact', text: 'Write to [EMAIL_ADDRESS_1].' });
  expect(checked.findings).toEqual([
    {
      guard: 'pii',
      rule: 'pii/email',
      entity: 'EMAIL_ADDRESS',
      score: 1,
      start: 9,
      end: 24,
      stage: 'input',
      action: 'redact',
    },
  ]);
});

test('values that left as placeholders come back from a table of your own', async () => {
  const placeholders = new PlaceholderTable();
  const { text } = await check(EMAIL, { placeholders });
  expect(placeholders.restore(text)).toBe(EMAIL);
});

test('a text of an answer has its own policies and hosts', async () => {
  const answer = `See https://docs.example.com/a and https://evil.example/?q=1, or ${EMAIL}.`;
  const { text } = await check(answer, {
    stage: 'output',
    allowedHosts: ['docs.example.com'],
    policy: { pii: { EMAIL_ADDRESS: 'redact' } },
  });
  expect(text).toContain('https://docs.example.com/a');
  expect(text).not.toMatch(/https:\/\/evil|ana@/);
});

test('trust decides what is asked of a match', async () => {
  const key = `AKIA${'IOSFODNN7EXAMPL2'}`;
  expect((await check(key)).action).toBe('redact');
  expect((await check(EMAIL, { trust: 'trusted' })).findings).toEqual([]);
});

test.each<[string, object, RegExp]>([
  ['an unknown option', { stages: 'input' }, /^`options` has no option `stages`/],
  ['an unknown stage', { stage: 'Output' }, /^`options\.stage` must be one of 'input', 'output'/],
  ['an unknown trust', { trust: 'system' }, /^`options\.trust` must be one of 'trusted', 'user', 'untrusted'/],
  ['a URL as a host', { allowedHosts: ['https://a.example/'] }, /^`options\.allowedHosts\[0\]` must be a host/],
  ['an unknown guard', { policy: { mail: 'block' } }, /^`options\.policy` has no option `mail`; it takes `unicode`/],
  ['an unknown entity', { policy: { pii: { MAIL: 'block' } } }, /^`options\.policy\.pii` has no rule or entity `MAIL`/],
  ['an unknown choice', { policy: { secrets: 'hide' } }, /^`options\.policy\.secrets` must be one of 'block'/],
  ['something else as a table', { placeholders: new Map() }, /^`options\.placeholders` must be a PlaceholderTable/],
])('%s is refused', async (_, options, message) => {
  await expect(check('a', options as CheckOptions)).rejects.toThrow(message);
});

test('something else than a text is refused', async () => {
  await expect(check(7 as unknown as string)).rejects.toThrow(/^`text` must be a string/);
});
