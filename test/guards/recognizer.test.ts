import { describe, expect, test } from 'vitest';
import { check, recognizer } from '../../src/guards/index.ts';
import { SecureLLMClient } from '../../src/index.ts';
import { PlaceholderTable } from '../../src/lib/placeholders.ts';
import { scripted } from '../../src/testing/index.ts';

const found = (text: string, ...given: Parameters<typeof recognizer>): readonly string[] => {
  const matches = recognizer(...given).scan(text, { trust: 'user', stage: 'input' });
  return (matches as readonly { start: number; end: number }[]).map(({ start, end }) => text.slice(start, end));
};

test('a pattern is found wherever it stands, whatever its flags', () => {
  expect(found('E-204117 and e-1', { entity: 'STAFF', pattern: /e-\d+/iy })).toEqual(['E-204117', 'e-1']);
  expect(found('aaa', { entity: 'STAFF', pattern: /b*/g })).toEqual([]);
});

test('words are found whole, in any case, the longest phrase first', () => {
  const words = ['Falcon', 'blue heron', 'Blue Heron Two'];
  const text = 'FALCON, falconry, Blue  heron two; blue\nheron';
  expect(found(text, { entity: 'PROJECT', words })).toEqual(['FALCON', 'Blue  heron two', 'blue\nheron']);
});

test('a word of the context must stand before, and the check must agree', () => {
  const staff = { entity: 'STAFF', pattern: /\d{4}/, context: ['Employee'], check: (id: string) => id !== '0000' };
  expect(found('employee 1234 0000', staff)).toEqual(['1234']);
  expect(found('room 1234', staff)).toEqual([]);
});

test('a match is cut after 256 characters', () => {
  expect(found('x'.repeat(400), { entity: 'LONG', pattern: /x+/ })[0]).toHaveLength(256);
});

test('values leave as placeholders and come back', async () => {
  const provider = scripted(['I asked [STAFF_1].']);
  const client = new SecureLLMClient({
    provider,
    sanitize: { recognizers: [{ entity: 'STAFF', pattern: /E-\d{6}/ }] },
  });
  const { text, findings } = await client.chat('Who is E-204117?');
  expect(JSON.stringify(provider.requests[0])).not.toContain('E-204117');
  expect(text).toBe('I asked E-204117.');
  expect(findings).toMatchObject([{ guard: 'pii', rule: 'pii/staff', entity: 'STAFF', action: 'redact' }]);
});

test('the policy of personal data is theirs', async () => {
  const recognizers = [{ entity: 'STAFF', words: ['heron'] }];
  const placeholders = new PlaceholderTable();
  expect((await check('a heron', { recognizers, policy: { pii: 'block' }, placeholders })).action).toBe('block');
  expect((await check('a heron', { recognizers, stage: 'output' })).action).toBe('warn');
});

describe('a recognizer that is wrong is refused at construction', () => {
  test.each([
    [{ entity: 'staff', words: ['a'] }, /recognizers\[0\]\.entity` must be a name in capitals/],
    [{ entity: 'EMAIL_ADDRESS', words: ['a'] }, /is the name of a built-in entity/],
    [{ entity: 'STAFF' }, /needs an `entity` and one of `pattern`, `words` and `find`/],
    [{ entity: 'STAFF', words: ['a'], pattern: /a/ }, /one of `pattern`, `words` and `find`/],
    [{ entity: 'STAFF', pattern: 'a' }, /pattern` must be a RegExp, got string/],
  ])('%j', (given, message) => {
    expect(() => new SecureLLMClient({ provider: scripted([]), sanitize: { recognizers: [given as never] } })).toThrow(
      message,
    );
  });
});
