import { describe, expect, test } from 'vitest';
import { prompt, trusted, untrusted } from '../src/prompt.ts';
import type { Part } from '../src/types/message.ts';

const mine = (text: string): Part => ({ type: 'text', text, trust: 'trusted' });
const theirs = (text: string): Part => ({ type: 'text', text, trust: 'untrusted' });

/** What `prompt` does with a value that its type does not allow. */
const interpolate = (...values: unknown[]): readonly Part[] => {
  const words = Array.from({ length: values.length + 1 }, (_, index) => `w${index}`);
  const strings = Object.assign(words, { raw: words }) as unknown as TemplateStringsArray;
  return prompt(strings, ...(values as string[]));
};

describe('prompt', () => {
  test('trusts its words and no value', () => {
    expect(prompt`Summarise: ${'Dear all'}, in ${3} lines`).toEqual([
      mine('Summarise: '),
      theirs('Dear all'),
      mine(', in '),
      theirs('3'),
      mine(' lines'),
    ]);
  });

  test('leaves out what is empty, and changes no white space', () => {
    expect(prompt``).toEqual([]);
    expect(prompt`${''}`).toEqual([]);
    expect(prompt`  a\n
      ${' '}`).toEqual([mine('  a\n\n      '), theirs(' ')]);
  });

  test('splices parts and prompts in as they are', () => {
    const inner = prompt`Read ${'this'}`;
    const own = trusted('Be brief.');
    const docs = untrusted(['a', 'b'], { source: 'web' });
    const outer = prompt`${own} ${inner}: ${docs}`;
    expect(outer).toEqual([own, mine(' '), ...inner, mine(': '), ...docs]);
    expect(outer[0]).toBe(own);
    expect(outer[2]).toBe(inner[0]);
    expect(outer.at(-1)).toBe(docs[1]);
  });

  test('takes a part that was not made here as untrusted', () => {
    const file = {
      type: 'file',
      data: new URL('https://example.com/a.png'),
      mediaType: 'image/png',
      trust: 'user',
    } as const;
    expect(prompt`${{ type: 'text', text: 'x', source: 'mail' }}`).toEqual([{ ...theirs('x'), source: 'mail' }]);
    expect(prompt`${{ type: 'tool-result', id: '1', name: 't', output: 'o' }}`[0]).toMatchObject({
      trust: 'untrusted',
    });
    expect(prompt`${file}`).toEqual([file]);
  });

  test.each(['trusted', 'user', 'TRUSTED', 1])('refuses a part parsed from JSON that calls itself %j', (trust) => {
    const body = JSON.parse(JSON.stringify({ type: 'text', text: 'secret words', trust }));
    for (const value of [body, [body]]) {
      expect(() => interpolate(value)).toThrow(TypeError);
      expect(() => interpolate(value)).toThrow(/`prompt values\[0\](\[0\])?` must not raise its own trust/);
    }
    expect(() => interpolate({ ...trusted('x') })).toThrow(TypeError);
  });

  test.each([
    [null, 'null'],
    [undefined, 'undefined'],
    [true, 'boolean'],
    [Number.NaN, 'a number that is not finite'],
    [10n, 'bigint'],
    [Symbol('secret words'), 'symbol'],
    [() => 'secret words', 'function'],
    [{ secret: 'words' }, 'another object'],
    [{ type: 'text', text: 5 }, 'another object'],
    [{ type: 'file', data: 'secret words' }, 'another object'],
    [{ type: 'tool-call', id: '1', name: 'n', input: {} }, 'another object'],
  ])('refuses %s and names the place and the type', (value, type) => {
    expect(() => interpolate('fine', value)).toThrow(TypeError);
    expect(() => interpolate('fine', value)).toThrow(new RegExp(`^\`prompt values\\[1\\]\` must be .*, got ${type}$`));
  });

  test('names the place in an array, and never the value', () => {
    expect(() => interpolate(['secret words'])).toThrow(/^`prompt values\[0\]\[0\]` must be .*, got string$/);
    expect(() => interpolate([[]])).toThrow(/^`prompt values\[0\]\[0\]` must be .*, got array$/);
  });

  test('refuses to be called as a function, and an escape that is not valid', () => {
    for (const call of ['text', ['text'], undefined])
      expect(() => prompt(call as unknown as TemplateStringsArray)).toThrow(/`prompt` must be used as a template tag/);
    expect(() => prompt`\u{}`).toThrow(/`prompt strings\[0\]` holds an escape/);
  });

  test('gives what nobody can change', () => {
    const parts = prompt`a ${'b'} ${{ type: 'text', text: 'c' }}`;
    for (const frozen of [parts, ...parts, untrusted(['x']), untrusted('x'), trusted('x')])
      expect(Object.isFrozen(frozen)).toBe(true);
  });
});

describe('untrusted and trusted', () => {
  test('mark a text, its source and each of several', () => {
    expect(untrusted('x')).toEqual(theirs('x'));
    expect(untrusted(1.5, { source: 'sensor' })).toEqual({ ...theirs('1.5'), source: 'sensor' });
    expect(untrusted(['x', 2], { source: 'web' })).toEqual([
      { ...theirs('x'), source: 'web' },
      { ...theirs('2'), source: 'web' },
    ]);
    expect(untrusted([])).toEqual([]);
    expect(trusted('x')).toEqual(mine('x'));
  });

  test('refuse anything else by place and type', () => {
    const give = untrusted as (value: unknown, options?: unknown) => unknown;
    expect(() => give(null)).toThrow(/^`untrusted value` must be a string or a finite number, got null$/);
    expect(() => give(['a', {}])).toThrow(/^`untrusted values\[1\]` must be .*, got object$/);
    expect(() => give('a', { source: '' })).toThrow(/^`untrusted source` must be a string that is not empty/);
    expect(() => give('a', { source: 5 })).toThrow(TypeError);
    expect(() => (trusted as (text: unknown) => unknown)(['secret'])).toThrow(
      /^`trusted text` must be a string, got array$/,
    );
  });
});
