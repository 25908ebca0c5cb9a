/**
 * Every rule with what a match is replaced by; `undefined` is a warning only, and the text stays as it is.
 *
 * Each line says what is found, where the rule comes from, and the look-alike that stays. Sections are of the Unicode
 * Standard, version 17; UTS and UAX are its technical reports.
 */
export const REPLACEMENTS = {
  /** Tag characters U+E0000-E007F, which spell invisible ASCII. §23.9. Stays: emoji flags of regions, UTS #51 ED-14a. */
  'unicode/tag': '',
  /** Embeddings, overrides and isolates, which reorder what a reader sees. UAX #9 §2, CVE-2021-42574. Stays: nothing. */
  'unicode/bidi-control': '',
  /** LRM, RLM, ALM in runs or far from right-to-left text. UAX #9 §2.6. Stays: one or two beside such text. */
  'unicode/bidi-mark': '',
  /** Zero-width space, word joiner, BOM inside text. §23.2, §23.8. Stays: word breaks of Thai, Khmer and kin, a BOM at the
   * start, a joiner at a dash, and a stray one at a blank with at most one other nearby. */
  'unicode/zero-width': '',
  /** ZWJ, ZWNJ. §23.2, UTS #51 ED-16. Stays: emoji sequences, and scripts whose letters join or stack. */
  'unicode/joiner': '',
  /** Invisible function application, times, separator, plus. §22.6. Stays: a stray one at a blank. */
  'unicode/invisible-operator': '',
  /** Variation selectors in runs or after a base that has no variants. §23.4, UTS #37. Stays: one after emoji, symbol,
   * ideograph, or a script with registered variants. */
  'unicode/variation-selector': '',
  /** Mongolian selectors and vowel separator outside Mongolian. §13.5. Stays: one after a Mongolian letter. */
  'unicode/mongolian': '',
  /** Soft hyphen, which splits a word without showing. §23.2. Stays: nothing; only a chance to break the line is lost. */
  'unicode/soft-hyphen': '',
  /** Combining grapheme joiner not between marks. §23.2. Stays: one that keeps marks in order, as in pointed Hebrew. */
  'unicode/grapheme-joiner': '',
  /** Hangul fillers and Khmer inherent vowels, letters without ink. §18.6, §16.4. Stays: inside their own script. */
  'unicode/filler': '',
  /** Deprecated U+206A-206F and code points reserved as invisible. §23.3, DerivedCoreProperties. Stays: nothing. */
  'unicode/deprecated-format': '',
  /** Interlinear annotation and object replacement. §23.8. Stays: nothing. */
  'unicode/annotation': '',
  /** Musical and shorthand format controls. §21.2, §21.6. Stays: beside their own notation. */
  'unicode/notation-format': '',
  /** C0 and C1 controls, NUL, DEL. §23.1. Stays: tab, line feed, carriage return, and a form feed at a blank. */
  'unicode/control': '',
  /** Terminal escape sequences, whole. ECMA-48 §5.4, §5.6. Stays: the text that they coloured. */
  'unicode/escape-sequence': '',
  /** Marks after the eighth on one base. UAX #15 §13 allows 30; real spelling needs fewer. Stays: Tibetan stacks. */
  'unicode/stacked-marks': '',
  /** Code points that are never characters. §23.7. */
  'unicode/noncharacter': '\ufffd',
  /** Half of a surrogate pair. §3.9 D75. Stays: whole pairs. */
  'unicode/lone-surrogate': '\ufffd',
  /** A word of Latin letters with look-alikes of another script. UTS #39 §5.1. Stays: every word; this only warns. */
  'unicode/mixed-script': undefined,
} as const satisfies Record<`unicode/${string}`, string | undefined>;

export type UnicodeRule = keyof typeof REPLACEMENTS;
