import type { Rule } from '../rule.ts';

/** A rule that is tried where one of its words begins, on text in lower case. */
export interface InjectionRule extends Rule {
  /** Beginnings of the pattern, in lower case; one of them opens every match. */
  readonly anchors: readonly string[];
  /** How sure a bare match is, 0 to 1, before what surrounds it is read. */
  readonly score: number;
}

/** How far around a match its surroundings are read. */
export const AROUND = 160;

const GAP = '[^a-z0-9.!?]{1,5}';

/**
 * A sticky pattern out of words: a space is up to five signs that end no sentence, `~3` up to three words, and the
 * pattern ends where a word ends.
 */
export const words = (source: string): RegExp =>
  new RegExp(
    `(?<![a-z0-9])(?:${source
      .replace(/\s+/g, ' ')
      .replace(/ ~(\d) /g, (_, most) => `${GAP}(?:[a-z0-9'’-]{1,20}${GAP}){0,${most}}`)
      .replace(/ /g, GAP)})(?![a-z0-9])`,
    'y',
  );

/** The text just after an offset. */
export const after = (text: string, start: number, length = AROUND): string => text.slice(start, start + length);

export const OWASP = 'OWASP LLM01:2025 Prompt Injection';
export const ATLAS = 'MITRE ATLAS AML.T0051 and AML.T0054';
export const SPLITS = 'Kang et al. 2023, Exploiting programmatic behavior of LLMs';
