import type { Match } from '../../types/guard.ts';
import { byStart } from '../stretches.ts';

/**
 * The matches of a guard as they are taken on: copies that hold nothing but rule, entity, score and offsets, sorted by start,
 * cut through no pair of surrogates. Throws TypeError where one of them is no stretch of the text.
 *
 * @param text what was read, where it is known
 */
export function readMatches(given: readonly Match[], text?: string): readonly Match[] {
  if (!Array.isArray(given)) throw new TypeError('A guard must answer with a list of matches');
  if (given.length === 0) return given;
  const matches = given.map((match) => readMatch(match, text));
  return matches.sort(byStart);
}

function readMatch({ rule, entity, score, start, end }: Match, text: string | undefined): Match {
  const isStretch =
    Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= (text?.length ?? end);
  if (!isStretch || typeof rule !== 'string' || typeof score !== 'number')
    throw new TypeError('A match must have a rule, a score, and offsets `start` < `end` in the text');
  const named = entity === undefined ? {} : { entity: String(entity) };
  if (text === undefined) return { rule, ...named, score, start, end };
  return {
    rule,
    ...named,
    score,
    start: start - Number(splitsPair(text, start)),
    end: end + Number(splitsPair(text, end)),
  };
}

/** Whether an offset lies between the halves of a surrogate pair. */
export const splitsPair = (text: string, at: number): boolean =>
  (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
