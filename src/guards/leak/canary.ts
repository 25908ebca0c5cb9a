import { endsInHalf } from '../../lib/half.ts';
import type { GuardReader, Match, StreamGuard } from '../../types/guard.ts';
import type { Automaton } from './automaton.ts';
import { isAscii, signOf } from './signs.ts';
import { assertMarks, LONGEST, type Spellings, spellings } from './spellings.ts';

/** UTF-16 units that may stand between two digits of a mark. */
const GAP = 32;

const BOTH = { block: 1, warn: 0.5 };
export const LEAK_THRESHOLDS = { trusted: BOTH, user: BOTH, untrusted: BOTH };

const SCORES = { 'leak/canary': 1, 'leak/fence': 0.6 };

/**
 * Finds marks that only the model was told, 32 lower-case hexadecimal digits each: a canary says that the system text is
 * on its way out, a nonce that the lines of our fence are. In any case, in full width, and with up to 32 units between two
 * digits that are neither letters nor digits: white space, hyphens, emphasis, what nobody sees; a canary also backwards,
 * in ROT13, in base64 and as hexadecimal codes. Throws TypeError for a mark of another form.
 *
 * On a stream it holds what may yet become a mark, which of prose is a character now and then.
 */
export function canary(canaries: readonly string[], nonces: readonly string[] = []): StreamGuard {
  assertMarks('canaries', canaries);
  assertMarks('nonces', nonces);
  let spelt: Spellings | undefined;
  const reader = () => {
    spelt ??= spellings({ canaries, nonces });
    return new CanaryReader(spelt);
  };
  return {
    id: 'leak',
    reach: LONGEST * (GAP + 2),
    stages: ['output'],
    thresholds: LEAK_THRESHOLDS,
    scan: (text) => reader().read(text, true),
    reader,
    replacement: () => '…',
  };
}

class CanaryReader implements GuardReader {
  decided = 0;
  readonly #spelt: Spellings;
  readonly #starts = new Array<number>(LONGEST).fill(0); // where each of the last letters and digits stands
  #count = 0; // of them all
  #anyCase = 0;
  #asIs = 0;
  #gap = 0;
  #length = 0;
  #half = ''; // of a character whose other half is still to come
  #matches: Match[] = [];

  constructor(spelt: Spellings) {
    this.#spelt = spelt;
  }

  read(piece: string, last: boolean): readonly Match[] {
    const text = this.#half + piece;
    this.#half = !last && endsInHalf(text) ? text.slice(-1) : '';
    this.#matches = [];
    const base = this.#length;
    const length = text.length - this.#half.length;
    for (let at = 0; at < length; at++) {
      const unit = text.charCodeAt(at);
      if (unit < 0x80) {
        if (isAscii(unit)) this.#take(unit, base + at, base + at + 1);
        else this.#pass(1);
        continue;
      }
      const code = text.codePointAt(at) ?? 0;
      const size = code > 0xffff ? 2 : 1;
      const { plain } = signOf(code);
      if (plain === '') this.#pass(size);
      for (let index = 0; index < plain.length; index++)
        this.#take(plain.charCodeAt(index), base + at, base + at + size);
      at += size - 1;
    }
    this.#length = base + length;
    this.decided = last ? this.#length : this.#held();
    return this.#matches;
  }

  #take(unit: number, start: number, end: number): void {
    const { anyCase, asIs } = this.#spelt;
    this.#gap = 0;
    this.#starts[this.#count++ % LONGEST] = start;
    this.#anyCase = anyCase.next(this.#anyCase, unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit);
    this.#asIs = asIs.next(this.#asIs, unit);
    if (!this.#finds(anyCase, this.#anyCase, end)) this.#finds(asIs, this.#asIs, end);
  }

  #finds(automaton: Automaton, state: number, end: number): boolean {
    const word = automaton.word(state);
    if (word === -1) return false;
    const rule = this.#spelt.rule(automaton, word);
    this.#matches.push({ rule, score: SCORES[rule], start: this.#start(automaton.length(word)), end });
    this.#forget();
    return true;
  }

  #pass(units: number): void {
    this.#gap += units;
    if (this.#gap > GAP) this.#forget();
  }

  #forget(): void {
    this.#anyCase = 0;
    this.#asIs = 0;
  }

  #held(): number {
    const depth = Math.max(this.#spelt.anyCase.depth(this.#anyCase), this.#spelt.asIs.depth(this.#asIs));
    return depth === 0 ? this.#length : this.#start(depth);
  }

  /** Where the last so many letters and digits begin. */
  #start(depth: number): number {
    return this.#starts[(this.#count - depth) % LONGEST] ?? 0;
  }
}
