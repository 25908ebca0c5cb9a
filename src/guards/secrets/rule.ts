import { entropy } from '../checksums.ts';
import type { Rule } from '../rule.ts';

/** A rule whose match begins with one of a few literals. A group named `value` narrows the match to what it holds at its end. */
export interface SecretRule extends Rule {
  readonly anchors: readonly string[];
  /**
   * Sticky. Fits from an anchor to the end of a text as long as more of it may make a match, or a longer one; a group named
   * `value` as in `pattern`. @default up to 480 characters of tokens
   */
  readonly open?: RegExp;
}

/** Stand-ins that people write where a key would be. */
const PLACEHOLDER = /x{4}|(.)\1{5}|\*{3}|\.{3}|your|example|placeholder|replace|redacted|changeme|insert/i;

/** Whether what follows a prefix can be random: enough bits a character, and not a stand-in. */
export const isRandom = (text: string, bitsPerCharacter: number): boolean =>
  !PLACEHOLDER.test(text) && entropy(text) >= bitsPerCharacter;

/** A check that leaves out the first characters, which are the same in every key. */
export const randomAfter =
  (skip: number, bitsPerCharacter = 3) =>
  (matched: string): boolean =>
    isRandom(matched.slice(skip), bitsPerCharacter);

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The same made-up characters each time: an example key that no vendor issued. */
export function madeUp(length: number, alphabet = LETTERS): string {
  let state = 7;
  let text = '';
  while (text.length < length) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    text += alphabet.charAt(Math.floor((state / 2_147_483_648) * alphabet.length));
  }
  return text;
}
