import { Automaton } from './automaton.ts';

/** What is looked for: 32 lower-case hexadecimal digits each. */
export interface Marks {
  readonly canaries: readonly string[];
  readonly nonces: readonly string[];
}

/** Every spelling of some marks: those read without case, and those in which case matters. */
export interface Spellings {
  readonly anyCase: Automaton;
  readonly asIs: Automaton;
  /** The rule of a word of either. */
  readonly rule: (automaton: Automaton, word: number) => 'leak/canary' | 'leak/fence';
}

/** The longest spelling, in characters. */
export const LONGEST = 64;

/** Of each canary: itself, backwards, in ROT13, as hexadecimal codes, in base64. A nonce is new with each call, so only itself. */
export function spellings({ canaries, nonces }: Marks): Spellings {
  const disguised = canaries.flatMap((mark) => [
    mark,
    mark.split('').reverse().join(''),
    rot13(mark),
    hex(mark),
    hex(mark.toUpperCase()),
  ]);
  const asIs = new Automaton(canaries.flatMap((mark) => [...base64(mark), ...base64(mark.toUpperCase())]));
  const anyCase = new Automaton([...disguised, ...nonces]);
  const rule = (automaton: Automaton, word: number) =>
    automaton === asIs || word < disguised.length ? 'leak/canary' : 'leak/fence';
  return { anyCase, asIs, rule };
}

/** Throws TypeError for a mark of another form. */
export function assertMarks(name: string, marks: readonly string[]): void {
  if (!marks.every((mark) => /^[0-9a-f]{32}$/.test(mark)))
    throw new TypeError(`\`${name}\` must each be 32 lower-case hexadecimal digits`);
}

/** Of such digits, the six letters alone. */
const rot13 = (mark: string): string =>
  mark.replace(/[a-f]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 13));

/** The digits of the digits, as percent-encoding and dumps write them. */
const hex = (mark: string): string => Array.from(mark, (digit) => digit.charCodeAt(0).toString(16)).join('');

/** What is the same whatever stands around it: behind 0, 1 and 2 other bytes. Of such digits it has no `+` and no `/`. */
const base64 = (mark: string): string[] =>
  [0, 1, 2].map((before) =>
    btoa(`${'0'.repeat(before)}${mark}`).slice(
      Math.ceil((before * 8) / 6),
      Math.floor(((before + mark.length) * 8) / 6),
    ),
  );
