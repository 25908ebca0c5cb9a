/**
 * Kinds of UTF-16 units, as far as they tell what a tokenizer does with them. Each lower-case letter is one of its own, the
 * rest go together by what they are or by script. `from` is the first unit of a range that ends before the next one.
 */
const RANGES: readonly (readonly [from: number, name: string])[] = [
  [0x80, 'control'],
  [0xa0, 'latin-signs'],
  [0xc0, 'latin-1'],
  [0x180, 'latin-rare'],
  [0x300, 'marks'],
  [0x370, 'greek'],
  [0x400, 'cyrillic-rare'],
  [0x410, 'cyrillic-capital'],
  [0x430, 'cyrillic'],
  [0x450, 'cyrillic-rare'],
  [0x530, 'armenian'],
  [0x590, 'hebrew'],
  [0x600, 'arabic-signs'],
  [0x620, 'arabic'],
  [0x64b, 'arabic-signs'],
  [0x671, 'arabic-rare'],
  [0x780, 'other'],
  [0x900, 'devanagari'],
  [0x980, 'bengali'],
  [0xa00, 'gurmukhi'],
  [0xa80, 'gujarati'],
  [0xb00, 'odia'],
  [0xb80, 'tamil'],
  [0xc00, 'telugu'],
  [0xc80, 'kannada'],
  [0xd00, 'malayalam'],
  [0xd80, 'sinhala'],
  [0xe00, 'thai'],
  [0xe80, 'lao'],
  [0xf00, 'tibetan'],
  [0x1000, 'myanmar'],
  [0x10a0, 'georgian'],
  [0x1100, 'other'],
  [0x1200, 'ethiopic'],
  [0x13a0, 'other'],
  [0x1780, 'khmer'],
  [0x1800, 'other'],
  [0x1e00, 'latin-vietnamese'],
  [0x1f00, 'greek'],
  [0x2000, 'dashes'],
  [0x2070, 'symbols'],
  [0x2e80, 'other'],
  [0x3000, 'cjk-signs'],
  [0x3040, 'hiragana'],
  [0x30a0, 'katakana'],
  [0x3100, 'han-rare'],
  [0x4e00, 'han'],
  [0xa000, 'other'],
  [0xac00, 'hangul'],
  [0xd7b0, 'other'],
  [0xd800, 'surrogate-high'],
  [0xdc00, 'surrogate-low'],
  [0xe000, 'other'],
  [0xff00, 'full-width'],
];

const ASCII: readonly (readonly [units: string, name: string])[] = [
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'capital'],
  ['0123456789', 'digit'],
  [' ', 'space'],
  ['\n\r', 'line'],
  ['\t', 'tab'],
  ['.,', 'stop'],
  ['\'"`', 'quote'],
  ['()[]{}<>', 'bracket'],
  ['-_=*#~', 'rule'],
  ['/\\:', 'slash'],
  ['!$%&+;?@^|', 'sign'],
];

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const SCRIPTS =
  /^(latin-(1|rare|v.*)|marks|greek|cyrillic.*|armenian|hebrew|arabic.*|devanagari|bengali|g.*|odia|tamil|telugu|kannada|malayalam|sinhala|thai|lao|tibetan|myanmar|ethiopic|khmer|hira.*|kata.*|han.*|other)$/;

/** The names of all kinds; the first 26 are the letters. A kind is its place here. */
export const KINDS: readonly string[] = [
  ...new Set([...LETTERS, 'control', ...ASCII.map(([, name]) => name), ...RANGES.map(([, name]) => name)]),
];

/** The kind of each UTF-16 unit. */
export const KIND_OF: Uint8Array = kindOf();

/** A space: what stands before a text. */
export const BEFORE: number = KINDS.indexOf('space');

/** What a kind is to the unit behind it: 1 white space, 2 a Latin letter, 3 of another script, 4 a digit, 5 a sign. */
export const NEIGHBOUR_OF: Uint8Array = Uint8Array.from(KINDS, neighbourOf);

const NEIGHBOURS = 6; // and 0: of the same kind

/** How many pairs of kinds are told apart. */
export const PAIRS: number = LETTERS.length ** 2 + KINDS.length * NEIGHBOURS;

/**
 * Which pair a unit of kind `current` makes with the one before it, 0 to `PAIRS` - 1: two letters are a pair of their own; else
 * it counts whether the one before is of the same kind, or what it is to its neighbour.
 */
export function pairOf(previous: number, current: number): number {
  if (previous < LETTERS.length && current < LETTERS.length) return previous * LETTERS.length + current;
  const neighbour = previous === current ? 0 : (NEIGHBOUR_OF[previous] ?? 0);
  return LETTERS.length ** 2 + current * NEIGHBOURS + neighbour;
}

/** Kinds whose units are mostly two tokens or three, and few in ordinary text. */
const RARE =
  /^(control|latin-(rare|v.*)|marks|cyrillic-rare|arabic-(signs|rare)|other|lao|tibetan|ethiopic|symbols|cjk-signs|han-rare|full-width)$/;

/**
 * What a unit of each kind costs at the least, in 1/32 of a token, where a text comes to less by its pairs: those that
 * ordinary text hardly has were not fitted, and somebody may write them on purpose.
 */
const LEAST: Uint8Array = Uint8Array.from(KINDS, (name, kind) => {
  if (kind < LETTERS.length) return 5;
  if (RARE.test(name)) return 28;
  if (name === 'line' || name === 'hangul') return 20;
  return NEIGHBOUR_OF[kind] === 1 ? 8 : 11;
});

/** The least for a pair: lines and indents are made of one sign or blank again and again, and take few tokens. */
export function leastOf(previous: number, current: number): number {
  const least = LEAST[current] ?? 0;
  const neighbour = NEIGHBOUR_OF[current];
  return previous === current && (neighbour === 1 || neighbour === 5) ? Math.min(4, least) : least;
}

function neighbourOf(name: string): number {
  if (name === 'space' || name === 'line' || name === 'tab') return 1;
  if (name.length === 1 || name === 'capital') return 2;
  if (SCRIPTS.test(name)) return 3;
  return name === 'digit' ? 4 : 5;
}

function kindOf(): Uint8Array {
  const kinds = new Uint8Array(0x10000).fill(KINDS.indexOf('control'));
  for (let letter = 0; letter < LETTERS.length; letter += 1) kinds[LETTERS.charCodeAt(letter)] = letter;
  for (const [units, name] of ASCII) for (const unit of units) kinds[unit.charCodeAt(0)] = KINDS.indexOf(name);
  for (const [from, name] of RANGES) kinds.fill(KINDS.indexOf(name), from);
  return kinds;
}
