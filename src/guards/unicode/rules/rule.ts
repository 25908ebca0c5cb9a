import type { RuleFacts } from '../../rule.ts';

/** What is known of one kind of hidden character. `lookAlikes` are texts that stay as they are. */
export interface UnicodeFacts extends RuleFacts {
  readonly rule: `unicode/${string}`;
  /** What stands in place of a match; undefined: the text stays, and the finding is a warning. */
  readonly replacement: string | undefined;
}

export const texts = (...all: readonly string[]): readonly (() => string)[] => all.map((text) => () => text);

/** ASCII spelled by invisible code points from `base` up. */
export const spelled = (text: string, base: number): string =>
  Array.from(text, (character) => String.fromCodePoint(base + character.charCodeAt(0))).join('');
