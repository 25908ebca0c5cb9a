import { VARIANT_BASES } from './data.ts';

/** What a character is to the rules: one bit each, so that a neighbour is asked by one `&`. */
export const IS = {
  letter: 1 << 0, // or mark, digit, underscore: what a word is made of
  mark: 1 << 1,
  blank: 1 << 2, // or an edge of the text
  dash: 1 << 3,
  joining: 1 << 4,
  unspaced: 1 << 5,
  east: 1 << 6,
  rightToLeft: 1 << 7,
  emojiEnd: 1 << 8,
  emojiStart: 1 << 9,
  hebrew: 1 << 10,
  mongolian: 1 << 11,
  hangul: 1 << 12,
  khmer: 1 << 13,
  music: 1 << 14,
  shorthand: 1 << 15,
  emojiBase: 1 << 16,
  textBase: 1 << 17,
  turnable: 1 << 18,
  ideograph: 1 << 19,
} as const;

/** What a character hides as; 0 is visible. Characters of one kind that stand together are one run. */
export const KIND = {
  mark: 1, // visible, but counted
  blackFlag: 2, // visible, but may open a tag sequence
  escape: 3,
  control: 4,
  softHyphen: 5,
  graphemeJoiner: 6,
  filler: 7,
  khmerVowel: 8,
  mongolian: 9,
  thin: 10,
  bidi: 11,
  selector: 12,
  surrogate: 13,
  noncharacter: 14,
  annotation: 15,
  musical: 16,
  shorthand: 17,
  tag: 18,
  deprecated: 19,
  brailleBlank: 20,
} as const;

const SHIFT = 20;
const KNOWN = 1 << 30;

const TRAITS: readonly (readonly [bit: number, pattern: RegExp])[] = [
  [IS.letter, /[\p{L}\p{M}\p{N}_]/u],
  [IS.mark, /\p{M}/u],
  [IS.blank, /[^\S\ufeff]/],
  [IS.dash, /[\u2010-\u2015\u2026\u2e3a\u2e3b]/],
  // Scripts whose letters join or stack, so that ZWJ and ZWNJ change what is read (§9.2, §12.1, §13.5, §16.3).
  [
    IS.joining,
    /(?=[\p{L}\p{M}\p{N}])[\p{scx=Arab}\p{scx=Syrc}\p{scx=Nkoo}\p{scx=Mand}\p{scx=Mani}\p{scx=Mong}\p{scx=Phag}\p{scx=Adlm}\p{scx=Rohg}\p{scx=Sogd}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{scx=Bali}\p{scx=Java}\p{scx=Sund}\p{scx=Cakm}\p{scx=Newa}\p{scx=Tirh}\p{scx=Modi}\p{scx=Shrd}\p{scx=Gran}\p{scx=Kthi}\p{scx=Mtei}\p{scx=Limb}\p{scx=Brah}\p{scx=Lana}\p{scx=Tglg}]/u,
  ],
  // Scripts written without blanks, where a zero-width space marks a word break (§13.4, §16.1-16.5).
  [
    IS.unspaced,
    /[\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}\p{sc=Lana}\p{sc=Talu}\p{sc=Tale}\p{sc=Tavt}\p{sc=Java}\p{sc=Bali}]/u,
  ],
  [IS.east, /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}\u3001-\u3003\u3008-\u3011\uff01-\uff0f\uff1a-\uff20]/u],
  [
    IS.rightToLeft,
    /(?=\p{L})[\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Samr}\p{sc=Mand}\p{sc=Adlm}\p{sc=Rohg}\p{sc=Yezi}]/u,
  ],
  [IS.emojiEnd, /[\ufe0f\u20e3\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]/u],
  [IS.emojiStart, /\p{Extended_Pictographic}/u],
  [IS.hebrew, /\p{sc=Hebr}/u],
  [IS.mongolian, /\p{sc=Mong}/u],
  [IS.hangul, /\p{sc=Hang}/u],
  [IS.khmer, /\p{sc=Khmr}/u],
  [IS.music, /[\u{1d100}-\u{1d1ff}]/u],
  [IS.shorthand, /\p{sc=Dupl}/u],
  // Bases in emoji-variation-sequences and more: pages put VS15 behind many symbols, so these are taken by block.
  [IS.emojiBase, /[\u20e3\u2190-\u2bff\p{Emoji}\p{Extended_Pictographic}]/u],
  [IS.textBase, new RegExp(`[\\p{Ideographic}\\p{sc=Egyp}${VARIANT_BASES}]`, 'u')],
  [IS.turnable, /\p{sc=Egyp}/u],
  [IS.ideograph, /\p{Unified_Ideograph}/u],
];

const KINDS: readonly (readonly [kind: number, pattern: RegExp])[] = [
  [KIND.blackFlag, /\u{1f3f4}/u],
  [KIND.escape, /[\x1b\x9b]/],
  [KIND.control, /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/],
  [KIND.softHyphen, /\xad/],
  [KIND.graphemeJoiner, /\u034f/],
  [KIND.filler, /[\u115f\u1160\u3164\uffa0]/],
  [KIND.khmerVowel, /\u17b4|\u17b5/],
  [KIND.mongolian, /[\u180b-\u180f]/],
  [KIND.thin, /[\u061c\u200b-\u200f\u2060-\u2064\ufeff]/],
  [KIND.bidi, /[\u202a-\u202e\u2066-\u2069]/],
  [KIND.selector, /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u],
  [KIND.surrogate, /\p{Cs}/u],
  [KIND.noncharacter, /\p{NChar}/u],
  [KIND.annotation, /[\ufff9-\ufffc]/],
  [KIND.musical, /[\u{1d159}\u{1d173}-\u{1d17a}]/u],
  [KIND.shorthand, /[\u{1bca0}-\u{1bca3}]/u],
  [KIND.tag, /[\u{e0000}-\u{e007f}]/u],
  [KIND.brailleBlank, /\u2800/],
  [KIND.deprecated, /\p{Default_Ignorable_Code_Point}/u],
  // Tibetan stacks are letters by another name (§13.4), so they do not count as marks.
  [KIND.mark, /(?![\u0f71-\u0fbc])\p{M}/u],
];

/** Planes 0 and 1, filled in as characters are met. */
let known: Int32Array | undefined;

/** The traits of a code point, with its kind above them. */
export function traitsOf(code: number): number {
  if (code >= 0x20000) return rareTraits(code);
  known ??= new Int32Array(0x20000);
  const found = known[code];
  if (found) return found;
  const traits = lookUp(code) | KNOWN;
  known[code] = traits;
  return traits;
}

export const kindOf = (traits: number): number => (traits & ~KNOWN) >>> SHIFT;

/** Planes 2 and 3 hold ideographs, plane 14 tags and selectors, the others nothing but noncharacters at their end. */
function rareTraits(code: number): number {
  if ((code & 0xfffe) === 0xfffe) return KIND.noncharacter << SHIFT;
  if (code < 0x40000) return IS.letter | IS.east | IS.ideograph | IS.textBase;
  if (code < 0xe0000 || code > 0xe0fff) return 0;
  if (code === 0xe007f) return (KIND.tag << SHIFT) | IS.emojiEnd;
  if (code < 0xe0080) return KIND.tag << SHIFT;
  return (code >= 0xe0100 && code <= 0xe01ef ? KIND.selector : KIND.deprecated) << SHIFT;
}

function lookUp(code: number): number {
  const character = String.fromCodePoint(code);
  const kind = KINDS.find(([, pattern]) => pattern.test(character))?.[0] ?? 0;
  // A hidden character vouches for no other, but a selector that stays may stand inside an emoji sequence.
  const visible = kind === 0 || kind === KIND.mark || kind === KIND.blackFlag;
  const asked = visible ? TRAITS : TRAITS.filter(([bit]) => bit === IS.emojiEnd || bit === IS.blank);
  return asked.reduce((traits, [bit, pattern]) => (pattern.test(character) ? traits | bit : traits), kind << SHIFT);
}

/** Whether a character of this kind shows nothing of itself. */
export const isHidden = (kind: number): boolean => kind > KIND.blackFlag;

/** The traits of a character without its kind. */
export const traitsAlone = (traits: number): number => traits & ((1 << SHIFT) - 1);
