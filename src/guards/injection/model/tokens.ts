/** The words and signs of a text in order. Offsets are UTF-16 units of the text. */
export interface Tokens {
  readonly text: string;
  readonly count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Of the word as it is read; see `wordAt`. */
  readonly hashes: Int32Array;
  /** A second hash, which differs from process to process, so that nobody can make words that are taken for others. */
  readonly seals: Int32Array;
  /** What kind of token it is, and where it stands: a sum of the constants. */
  readonly kinds: Uint8Array;
}

export const WORD = 1;
/** A character of a script that sets no spaces. */
export const UNSPACED = 2;
export const SIGN = 4;
/** Letters and digits mixed, very long, or letters set apart: nothing that is read as a word. */
export const BLOB = 8;
export const OPENS_SENTENCE = 16;
export const OPENS_LINE = 32;
export const CAPITALS = 64;

/** Classes of UTF-16 units. */
const [UNKNOWN, BLANK, LINE, LETTER, DIGIT, JOIN, MARK, ENDING, OTHER, APART, UPPER] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
];
const CLASSES = new Uint8Array(0x10000);
/** The longest word that is read as one. */
const LONGEST = 28;
const HASH_SEED = 0x811c9dc5;
const BLOB_HASH = 0x2545f491;
/** Of this process alone. */
const [SEAL_SEED = 1, SEAL_FACTOR = 1] = crypto.getRandomValues(new Int32Array(2)).map((value) => value | 1);

function classOf(unit: number): number {
  const known = CLASSES[unit] as number;
  if (known !== UNKNOWN) return known;
  CLASSES[unit] = classified(unit);
  return CLASSES[unit];
}

function classified(unit: number): number {
  const sign = String.fromCharCode(unit);
  if (unit >= 0xd800 && unit <= 0xdfff) return unit >= 0xd840 && unit <= 0xd87f ? APART : OTHER;
  if (sign === '\n' || sign === '\r') return LINE;
  if (/\s/.test(sign)) return BLANK;
  if (/[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/.test(sign))
    return /[\p{L}\p{N}]/u.test(sign) ? APART : /\p{M}/u.test(sign) ? MARK : ENDING;
  if (/[\u3164\u115f\u1160\uffa0]/.test(sign)) return MARK; // letters that show nothing
  if (/\p{Lu}/u.test(sign)) return UPPER;
  if (/\p{L}/u.test(sign)) return LETTER;
  if (/\p{N}/u.test(sign)) return DIGIT;
  if (/['’*~`-]/.test(sign)) return JOIN;
  if (sign === '_') return BLANK;
  if (/[\p{M}\p{Cf}\p{Cc}]/u.test(sign)) return MARK;
  return /[.!?:;…。！？：।•>"“«*]/.test(sign) ? ENDING : OTHER;
}

const [HAS_LOWER, HAS_UPPER, HAS_DIGIT] = [0x100, 0x200, 0x400];
/** Stands for a sign that joins words. */
const JOINS = 1;
/** ASCII letters and digits in lower case with what a word with one has; 0 for signs that end a word. */
const SMALL = Uint16Array.from({ length: 0x80 }, (_, unit) => {
  const sign = String.fromCharCode(unit);
  if (!/[a-zA-Z0-9]/.test(sign)) return classOf(unit) === JOIN ? JOINS : 0;
  return (
    sign.toLowerCase().charCodeAt(0) | (/[a-z]/.test(sign) ? HAS_LOWER : /[A-Z]/.test(sign) ? HAS_UPPER : HAS_DIGIT)
  );
});

export function tokensOf(text: string): Tokens {
  const { length } = text;
  let room = (length >> 2) + 64;
  let starts = new Int32Array(room);
  let ends = new Int32Array(room);
  let hashes = new Int32Array(room);
  let kinds = new Uint8Array(room);
  let seals = new Int32Array(room);
  let count = 0;
  let opens = OPENS_LINE | OPENS_SENTENCE;
  let alone = 0; // letters set apart so far
  for (let at = 0; at < length; ) {
    const start = at;
    const first = text.charCodeAt(at);
    if (first === 0x20) {
      at++;
      continue;
    }
    let kind = WORD;
    let hash = HASH_SEED;
    let seal = SEAL_SEED;
    let has = 0;
    let ending = false;
    const of = first < 0x80 && (SMALL[first] as number) > JOINS ? LETTER : (CLASSES[first] as number) || classOf(first);
    if (of === LETTER || of === UPPER || of === DIGIT) {
      let isPlain = true;
      for (; at < length; at++) {
        const unit = text.charCodeAt(at);
        if (unit < 0x80) {
          const small = SMALL[unit] as number;
          if (small === 0) break;
          if (small === JOINS) continue;
          has |= small;
          hash = Math.imul(hash ^ (small & 0xff), 0x01000193);
          seal = Math.imul(seal ^ small, SEAL_FACTOR);
        } else {
          const other = classOf(unit);
          if (other === LETTER) has |= HAS_LOWER;
          else if (other === UPPER) has |= HAS_UPPER;
          else if (other === DIGIT) has |= HAS_DIGIT;
          else if (other !== JOIN && other !== MARK) break;
          isPlain = false;
        }
      }
      has &= HAS_LOWER | HAS_UPPER | HAS_DIGIT;
      if (at - start > LONGEST) kind |= BLOB;
      else if (!isPlain || (has & HAS_DIGIT && has !== HAS_DIGIT)) {
        const word = readAs(text.slice(start, at));
        if (word === '') kind |= BLOB;
        hash = unmixed(word, HASH_SEED, 0x01000193);
        seal = unmixed(word, SEAL_SEED, SEAL_FACTOR);
      }
      if (has === HAS_UPPER && isPlain && at - start > 1) kind |= CAPITALS;
      alone = at - start === 1 ? alone + 1 : 0;
      if (alone > 3) kind |= BLOB;
      if (kind & BLOB) hash = BLOB_HASH;
    } else {
      at++;
      if (of === BLANK || of === MARK) continue;
      if (of === LINE) {
        opens |= OPENS_LINE | OPENS_SENTENCE;
        continue;
      }
      hash = Math.imul(hash ^ first, 0x01000193);
      if (of === APART) {
        kind = UNSPACED;
        if (first >= 0xd800 && (text.charCodeAt(at) & 0xfc00) === 0xdc00) at++;
      } else {
        kind = SIGN;
        ending = of === ENDING;
      }
    }
    if (count === room) {
      room *= 2;
      starts = grown(starts, new Int32Array(room));
      ends = grown(ends, new Int32Array(room));
      hashes = grown(hashes, new Int32Array(room));
      seals = grown(seals, new Int32Array(room));
      kinds = grown(kinds, new Uint8Array(room));
    }
    const isSign = (kind & SIGN) !== 0;
    kinds[count] = kind | (opens & OPENS_LINE) | (isSign ? 0 : opens & OPENS_SENTENCE);
    opens = isSign ? (ending ? OPENS_SENTENCE : opens & OPENS_SENTENCE) : 0;
    starts[count] = start;
    ends[count] = at;
    seals[count] = seal;
    hashes[count++] = mixed(hash);
  }
  return {
    text,
    count,
    starts: starts.subarray(0, count),
    ends: ends.subarray(0, count),
    hashes: hashes.subarray(0, count),
    seals: seals.subarray(0, count),
    kinds: kinds.subarray(0, count),
  };
}

/** The word of a token as it is read; of a script without spaces its character. */
export function wordAt({ text, starts, ends, kinds }: Tokens, index: number): string {
  if (((kinds[index] ?? BLOB) & BLOB) !== 0) return '';
  const spelt = text.slice(starts[index], ends[index]);
  return (kinds[index] as number) & UNSPACED ? spelt : readAs(spelt);
}

function grown<Units extends Int32Array | Uint8Array>(old: Units, larger: Units): Units {
  larger.set(old);
  return larger;
}

/** Accents, marks that enclose, and what shows nothing. */
const ACCENTS =
  /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u3164\u115f\u1160\uffa0]|[\p{Cf}\p{Cc}]/gu;
/** Letters with digits at their ends, which a reader passes over. */
const NUMBERED = /^\p{N}*(\p{L}[\p{L}\p{M}]{2,})\p{N}*$/u;

/** What a word is read as; empty where digits stand among its letters. */
function readAs(spelt: string): string {
  const word = folded(spelt);
  if (!/\p{N}/u.test(word) || !/\p{L}/u.test(word)) return word;
  return NUMBERED.exec(word)?.[1] ?? '';
}

/** A word as people also type it: lower case, without accents. */
export const folded = (word: string): string =>
  word
    .toLowerCase()
    .replace(/['’*~`-]/g, '')
    .normalize('NFD')
    .replace(ACCENTS, '')
    .normalize('NFC')
    .replace(/[łđøıßيىكæ]/g, (letter) => LETTERS[letter] ?? letter);

/** Letters that people also type without a mark that is no accent to Unicode; Persian and Arabic forms of one letter. */
const LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  đ: 'd',
  ø: 'o',
  ı: 'i',
  ß: 'ss',
  ي: 'ی',
  ى: 'ی',
  ك: 'ک',
  æ: 'ae',
};

/** The hash of a word that is folded already. FNV-1a, then mixed. */
export const hashOf = (word: string): number => mixed(unmixed(word, HASH_SEED, 0x01000193));

function unmixed(word: string, seed: number, factor: number): number {
  let hash = seed;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), factor);
  return hash;
}

/** Spreads the bits of a hash (C. Wellons, Prospecting for hash functions, 2018). */
export function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  value = Math.imul(value ^ (value >>> 15), 0x846ca68b);
  return value ^ (value >>> 16);
}
