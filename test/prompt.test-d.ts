import { expectTypeOf, test } from 'vitest';
import { prompt, trusted, untrusted } from '../src/prompt.ts';
import type { Input, Message, Part, TextPart } from '../src/types/message.ts';

test('a prompt is an input, and the content of a message', () => {
  expectTypeOf(prompt`a ${'b'}`).toEqualTypeOf<readonly Part[]>();
  expectTypeOf(prompt`a`).toExtend<Input>();
  expectTypeOf(prompt`a`).toExtend<Message['content']>();
});

test('text, numbers and parts go in; nothing else does', () => {
  prompt`${'a'} ${1} ${trusted('b')} ${untrusted(['c'])} ${prompt`d`}`;
  // @ts-expect-error null is no data
  expectTypeOf(() => prompt`${null}`).toBeFunction();
  // @ts-expect-error undefined is no data
  expectTypeOf(() => prompt`${undefined}`).toBeFunction();
  // @ts-expect-error texts need `untrusted`
  expectTypeOf(() => prompt`${['a']}`).toBeFunction();
  // @ts-expect-error objects are no data
  expectTypeOf(() => prompt`${{ a: 1 }}`).toBeFunction();
});

test('one value gives one part, several give several', () => {
  expectTypeOf(untrusted('a', { source: 'mail' })).toEqualTypeOf<TextPart>();
  expectTypeOf(untrusted(['a', 1])).toEqualTypeOf<readonly TextPart[]>();
  expectTypeOf(trusted('a')).toEqualTypeOf<TextPart>();
});
