import type { PersonalDataRule } from './rule.ts';

const AT = String.raw`(?: at | ?(?:[([{<]at[)\]}>]|@) ?)`;
const DOT = String.raw`(?: (?:dot|\.) | ?[([{<](?:dot|\.)[)\]}>] ?|\.)`;
const WORD = '[A-Za-z0-9_+-]{1,32}';
const LABEL = '[A-Za-z0-9-]{1,63}';
/** Spelt out on the left of the at or on its right, or the at itself is marked. */
const MARKED = /(?:[([{<](?:at|dot|\.)[)\]}>]| dot | @ |@ | @| \. )/i;
/** Without a spelt dot, ` at ` is the word: `look at example.com`. */
const SENTENCE = / at (?:(?! ?[([{<]? ?(?:dot|\.)[)\]}> ]).)*$/i;
const TOP =
  /[^A-Za-z](?:com|org|net|edu|gov|info|biz|dev|app|io|co|example|test|uk|de|fr|es|nl|eu|ch|se|dk|fi|pl|ru|jp|cn|kr|br|au|ca|nz|ie|pt|gr|cz|hu|ro|tr|ua|mx|ar)$/i;

/** An address as people write it for people alone. */
export const SPELT_EMAIL: PersonalDataRule = {
  rule: 'pii/email-spelt',
  entity: 'EMAIL_ADDRESS',
  what: 'Email address with its signs spelt out or set apart',
  source: 'RFC 5321 section 4.1.2, address munging as in RFC 5039 section 3.3',
  examples: [
    () => 'jane at example dot com',
    () => 'jane.doe [at] example [dot] co [dot] uk',
    () => 'jane(at)example.com',
    () => 'jane dot doe at example dot org',
    () => 'JANE AT EXAMPLE DOT COM',
    () => 'jane @ example.com',
  ],
  lookAlikes: [
    () => 'look at example.com',
    () => 'meet at the dot on the map',
    () => 'a dot com boom',
    () => 'arrive at noon. dot the page',
    () => 'meet @ noon. in an hour',
    () => 'jane@example.com',
  ],
  knownMisses:
    'Words of other languages for at and dot; a top-level domain of three letters or more that is not common.',
  anchor: 'global',
  pattern: new RegExp(
    `(?<![A-Za-z0-9_.+-])${WORD}(?:${DOT}${WORD}){0,3}${AT}${LABEL}(?:${DOT}${LABEL}){1,4}(?![A-Za-z0-9_-]| ?[([{<]|\\.[A-Za-z0-9])`,
    'gi',
  ),
  check: (matched) => MARKED.test(matched) && !SENTENCE.test(matched) && TOP.test(matched),
};

/** Whether a text may hold one at all. */
export const isSpelt = (text: string): boolean => / dot |[([{<]at[)\]}>]| @|@ /i.test(text);

const LOCAL = `(?<![A-Za-z0-9_.+-])${WORD}(?:${DOT}${WORD}){0,3}`;
const BOTH = `${LOCAL}${AT}(?:${LABEL}(?:${DOT}${LABEL}){0,4})?`;
/** A sign that is not yet whole. */
const PART = String.raw`(?: (?:d|do|dot|a|at|\.|@)? ?| ?[([{<](?:d|do|dot|a|at|\.)?[)\]}>]? ?|\.|@ ?)`;
/** What may still become one, at the end of a text; the longest counts. */
export const OPEN_SPELT = [LOCAL, LOCAL + PART, BOTH, BOTH + PART].map((open) => new RegExp(`(?<=(${open}))`, 'iy'));
