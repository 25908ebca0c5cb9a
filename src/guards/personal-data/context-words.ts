import type { CodeRule } from './rule.ts';

/** How far before a number a word may stand that says what it is, in characters. */
const WINDOW = 64;
/** How many characters may stand between a number and a word that says so only right before it. */
const NEXT = 12;

/** Words as people and programs write them: `nhsNumber` is two, `SSN` one. Scripts without case come as whole runs. */
const WORD = /\p{Lu}?\p{Ll}[\p{Ll}\p{M}]*|\p{Lu}+(?!\p{Ll})|[\p{Lo}\p{M}]+/gu;
const TAIL = /(?:numbers?|nummer|numero|number|num|nos?|nr|codes?|ids?|s)$/;
const UNSPACED = /\p{Lo}/u;

interface Entry {
  readonly rule: CodeRule;
  /** The whole phrase; the last word is the key. */
  readonly phrase: readonly string[];
  readonly isNext: boolean;
}

/** Tells which rules the words before a number speak of. */
export class ContextWords {
  readonly #byWord = new Map<string, Entry[]>();
  readonly #unspaced: (readonly [string, CodeRule])[] = [];

  constructor(rules: readonly CodeRule[]) {
    for (const rule of rules)
      for (const words of rule.context) {
        if (UNSPACED.test(words)) this.#unspaced.push([words, rule]);
        else this.#add({ rule, phrase: words.replace('!', '').split(/[ -]/), isNext: words.endsWith('!') });
      }
  }

  /** The rules that have a word before an offset, each with the characters between the nearest one and the offset. */
  before(text: string, offset: number): ReadonlyMap<CodeRule, number> {
    const near = new Map<CodeRule, number>();
    const from = Math.max(0, offset - WINDOW);
    const window = text.slice(from, offset);
    const words: string[] = [];
    let initials = ''; // as in `D.N.I.`
    for (const { 0: given, index } of window.matchAll(WORD)) {
      const word = plain(given);
      words.push(word);
      initials = word.length > 1 ? '' : window.charAt(index - 1) === '.' ? initials + word : word;
      const distance = window.length - index;
      const between = distance - given.length;
      for (const key of initials.length > 1 ? [word, initials] : keysOf(word))
        for (const { rule, phrase, isNext } of this.#byWord.get(key) ?? [])
          if ((!isNext || between <= NEXT) && endsIn(words, phrase)) closer(near, rule, distance - phrase.length / 8); // of two as near the longer phrase says more
    }
    if (UNSPACED.test(window))
      for (const [words, rule] of this.#unspaced) {
        const at = window.lastIndexOf(words);
        if (at >= 0) closer(near, rule, window.length - at - words.length / 8);
      }
    return near;
  }

  #add(entry: Entry): void {
    const key = entry.phrase.at(-1) ?? '';
    const entries = this.#byWord.get(key);
    if (entries) entries.push(entry);
    else this.#byWord.set(key, [entry]);
  }
}

/** Whether words end in a phrase, but for its last word, which is known. */
const endsIn = (words: readonly string[], phrase: readonly string[]): boolean =>
  phrase.every((word, at) => at === phrase.length - 1 || word === words.at(at - phrase.length));

function closer(near: Map<CodeRule, number>, rule: CodeRule, distance: number): void {
  if (distance < (near.get(rule) ?? Number.POSITIVE_INFINITY)) near.set(rule, distance);
}

/** The word itself, and without a tail such as `number`. */
function keysOf(word: string): readonly string[] {
  const bare = word.replace(TAIL, '');
  return bare === word || bare.length < 2 ? [word] : [word, bare];
}

const plain = (word: string): string =>
  /^[A-Za-z]*$/.test(word) ? word.toLowerCase() : word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
