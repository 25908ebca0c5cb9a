import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ThinkTag } from '../../../src/providers/openai/chat/think-tag.ts';

function told(pieces: readonly string[]) {
  const tag = new ThinkTag();
  const all = [...pieces.map((piece) => tag.read(piece)), tag.end()];
  return { reasoning: all.map((each) => each.reasoning).join(''), text: all.map((each) => each.text).join('') };
}

describe('a think tag', () => {
  test.each([
    ['<think>a</think>b', 'a', 'b'],
    ['\n <think>\na\n</think>\n\nb\n', '\na\n', 'b\n'],
    ['<think></think>b', '', 'b'],
    ['<think>a', 'a', ''],
    ['<think>a</thin', 'a</thin', ''],
    ['<think>a</think>', 'a', ''],
    ['<think>a</think>b<think>c</think>', 'a', 'b<think>c</think>'],
    ['<thin', '', '<thin'],
    ['  a', '', '  a'],
    ['', '', ''],
    ['<thing>a', '', '<thing>a'],
    ['a<think>b</think>', '', 'a<think>b</think>'],
    ['<think>a<</think></think>b', 'a<', '</think>b'],
  ])('in %j leaves %j and %j, however it is cut', (whole, reasoning, text) => {
    expect(told([whole])).toEqual({ reasoning, text });
    fc.assert(
      fc.property(fc.array(fc.nat({ max: whole.length }), { maxLength: 8 }), (cuts) => {
        const at = [0, ...cuts.sort((one, other) => one - other), whole.length];
        const pieces = at.slice(0, -1).map((from, index) => whole.slice(from, at[index + 1]));
        expect(told(pieces)).toEqual({ reasoning, text });
      }),
    );
    expect(told([...whole])).toEqual({ reasoning, text });
  });

  test('is not waited for behind more white space than models write', () => {
    const tag = new ThinkTag();
    expect(tag.read(' '.repeat(65))).toEqual({ reasoning: '', text: ' '.repeat(65) });
  });

  test('holds back no more than it must', () => {
    const tag = new ThinkTag();
    tag.read('<think>');
    expect(tag.read('abc<')).toEqual({ reasoning: 'abc', text: '' });
    expect(tag.read('d')).toEqual({ reasoning: '<d', text: '' });
  });
});
