import type { RuleFacts } from '../rule.ts';
import { isWordy, randomness } from './randomness.ts';

/** What an anchor stands for: how a match is read from there, and how much of the end of a text it may still take. */
export interface Finder {
  /** The match of a whole text; undefined: there is none. */
  matchAt(
    text: string,
    index: number,
  ): { readonly rule: string; readonly start: number; readonly end: number } | undefined;
  /** Where a match could begin if more text came; undefined: more text changes nothing. */
  openFrom(text: string, index: number): number | undefined;
}

/** Sticky patterns, tried at an anchor. A group named `value` narrows the match to what it holds at its end. */
export interface SecretPattern {
  readonly rule: string;
  readonly pattern: RegExp;
  /** Fits from an anchor to the end of a text as long as more of it may make a match, or a longer one. */
  readonly open: RegExp;
  readonly check?: (matched: string) => boolean;
}

/** A rule of an open form, found where one of `anchors` stands. */
export interface FormRule extends RuleFacts, Omit<SecretPattern, 'rule'> {
  readonly anchors: readonly string[];
}

export function finderOf({ rule, pattern, open, check }: SecretPattern): Finder {
  return {
    matchAt(text, index) {
      pattern.lastIndex = index;
      const found = pattern.exec(text);
      if (!found) return undefined;
      const matched = found.groups?.value ?? found[0];
      const end = index + found[0].length;
      return !check || check(matched) ? { rule, start: end - matched.length, end } : undefined;
    },
    openFrom(text, index) {
      open.lastIndex = index;
      const found = open.exec(text);
      if (!found) return undefined;
      const held = found.groups ? (found.groups.value ?? '') : found[0];
      return text.length - held.length;
    },
  };
}

/** Stand-ins that people write where a key would be. */
const PLACEHOLDER = /x{4}|(.)\1{5}|\*{3}|\.{3}|your|placeholder|replace|redacted|change.?me|insert|example/;
const isStandIn = (text: string): boolean =>
  PLACEHOLDER.test(
    text
      .slice(0, 96)
      .replace(/EXAMPLE/g, '')
      .toLowerCase(),
  );

/** Whether what follows a prefix can be random: enough bits a character, and neither words nor a stand-in. */
export const isRandom = (text: string, bitsPerCharacter: number): boolean =>
  !isStandIn(text) && !isWordy(text) && randomness(text) >= bitsPerCharacter;

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
