import type { Guard, Match } from '../types/guard.ts';
import { before } from './personal-data/context.ts';

/** A kind of personal data of your own, as data. One of `pattern`, `words` and `find` says what it looks like. */
export interface Recognizer {
  /** Capitals, digits and `_`: `EMPLOYEE_ID`. Its placeholder is `[EMPLOYEE_ID_1]`, its rule `pii/employee-id`. */
  readonly entity: string;
  /** At most 256 characters of a match count. It is as fast as it is: let no part of it backtrack. */
  readonly pattern?: RegExp | undefined;
  /** Whole words or phrases, in any case: names of projects, of customers. Looked up, so that there may be thousands. */
  readonly words?: readonly string[] | undefined;
  /** A library's finder, such as that of `libphonenumber-js`. */
  readonly find?: ((text: string) => readonly { readonly start: number; readonly end: number }[]) | undefined;
  /** Words of which one must stand within 64 characters before, in any case. @default none */
  readonly context?: readonly string[] | undefined;
  /** Decides on what was found. @default everything counts */
  readonly check?: ((matched: string) => boolean) | undefined;
}

const LONGEST = 256;
const CONTEXT = 64;
const WORD = /[\p{L}\p{N}]+/gu;

/** The guard that a recognizer describes. */
export function recognizer({ entity, pattern, words, find, context, check }: Recognizer): Guard {
  const rule = `pii/${entity.toLowerCase().replaceAll('_', '-')}`;
  const stretches = find ?? (pattern ? byPattern(pattern) : byWords(words ?? []));
  const near = context?.map((word) => word.toLowerCase());
  const counts = (text: string, { start, end }: Stretch): boolean => {
    const preceding = near && before(text, start, CONTEXT).toLowerCase();
    return (
      end > start &&
      (!near || near.some((word) => preceding?.includes(word))) &&
      (check?.(text.slice(start, end)) ?? true)
    );
  };
  return {
    id: 'pii',
    reach: 2 * LONGEST,
    stages: ['input', 'output'],
    scan: (text): readonly Match[] =>
      stretches(text)
        .filter((stretch) => counts(text, stretch))
        .map(({ start, end }) => ({ rule, entity, score: 1, start, end: Math.min(end, start + LONGEST) })),
  };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

function byPattern({ source, flags }: RegExp): (text: string) => readonly Stretch[] {
  const pattern = new RegExp(source, `${flags.replace(/[gy]/g, '')}g`);
  return (text) =>
    Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({ start: index, end: index + found.length }));
}

/** Phrases by their first word; the longest one that fits counts. */
function byWords(phrases: readonly string[]): (text: string) => readonly Stretch[] {
  const byFirst = new Map<string, (readonly string[])[]>();
  for (const phrase of phrases) {
    const words = wordsOf(phrase).map(({ word }) => word);
    const [first] = words;
    if (first !== undefined) byFirst.set(first, [...(byFirst.get(first) ?? []), words]);
  }
  for (const each of byFirst.values()) each.sort((one, other) => other.length - one.length);
  return (text) => {
    const words = wordsOf(text);
    return words.flatMap(({ word, start }, index) => {
      const fitting = byFirst.get(word)?.find((phrase) => phrase.every((each, at) => words[index + at]?.word === each));
      return fitting ? [{ start, end: words[index + fitting.length - 1]?.end ?? start }] : [];
    });
  };
}

const wordsOf = (text: string) =>
  Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({
    word: word.toLowerCase(),
    start: index,
    end: index + word.length,
  }));
