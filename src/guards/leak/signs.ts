/** What a character is where two texts are compared. */
export interface Sign {
  /** `nothing`: unseen, or an accent; `gap`: between words; `word`: of one; `alone`: of a script without spaces. */
  readonly kind: 'nothing' | 'gap' | 'word' | 'alone';
  /** Its letters and digits in their plain form, case kept: the ligature `ﬀ` is `ff`, a full-width digit the digit. */
  readonly plain: string;
  /** The same without case. */
  readonly folded: string;
}

const NOTHING: Sign = { kind: 'nothing', plain: '', folded: '' };
const GAP: Sign = { kind: 'gap', plain: '', folded: '' };

const UNSEEN = /^[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}'’*_~`]$/u; // an apostrophe joins, and so does emphasis
const UNSAID = /[^\p{L}\p{N}]/gu;
const UNSPACED = /^[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;

const MOST = 8_192;
const known = new Map<number, Sign>(); // a text has few different characters, and each costs a microsecond

/** Reads one code point by itself, so that a text may be cut between any two. */
export function signOf(code: number): Sign {
  let sign = known.get(code);
  if (!sign) {
    if (known.size === MOST) known.clear();
    sign = read(String.fromCodePoint(code));
    known.set(code, sign);
  }
  return sign;
}

function read(char: string): Sign {
  if (UNSEEN.test(char)) return NOTHING;
  const plain = char.normalize('NFKD').replace(UNSAID, ''); // marks go as well, since no one else sees them in context
  if (plain === '') return GAP;
  const folded = plain.toUpperCase().toLowerCase().normalize('NFKD').replace(UNSAID, ''); // `ß` as `SS`, `ς` as `Σ`
  return { kind: UNSPACED.test(plain) ? 'alone' : 'word', plain, folded };
}

/** Whether an ASCII unit is a letter or a digit. */
export const isAscii = (unit: number): boolean =>
  (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a);
