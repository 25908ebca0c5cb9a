/** Ways to write ASCII so that nobody sees it, and to read it again. */
export interface Hiding {
  readonly write: (text: string) => string;
  readonly read: (text: string) => string;
}

const TAG = 0xe0000;
const [ZERO, ONE] = ['\u200b', '\u200c'];
const SELECTOR = 0xe0100;

/** Characters of the tag block, one for each character of ASCII. */
const tags: Hiding = {
  write: (text) => Array.from(text, (sign) => String.fromCodePoint(TAG + (sign.codePointAt(0) ?? 0))).join(''),
  read: (text) =>
    Array.from(text.matchAll(/[\u{e0020}-\u{e007e}]/gu), ([tag]) =>
      String.fromCharCode((tag.codePointAt(0) ?? TAG) - TAG),
    ).join(''),
};

/** Eight characters without width for each one. */
const bits: Hiding = {
  write: (text) =>
    Array.from(text, (sign) =>
      (sign.codePointAt(0) ?? 0).toString(2).padStart(8, '0').replaceAll('0', ZERO).replaceAll('1', ONE),
    ).join(''),
  read: (text) =>
    Array.from(text.matchAll(/[\u200b\u200c]{8}/g), ([byte]) =>
      String.fromCharCode(Number.parseInt(byte.replaceAll(ZERO, '0').replaceAll(ONE, '1'), 2)),
    ).join(''),
};

/** A variation selector for each one. */
const selectors: Hiding = {
  write: (text) => Array.from(text, (sign) => String.fromCodePoint(SELECTOR + (sign.codePointAt(0) ?? 0))).join(''),
  read: (text) =>
    Array.from(text.matchAll(/[\u{e0120}-\u{e017e}]/gu), ([sign]) =>
      String.fromCharCode((sign.codePointAt(0) ?? SELECTOR) - SELECTOR),
    ).join(''),
};

export const HIDINGS: readonly Hiding[] = [tags, bits, selectors];
