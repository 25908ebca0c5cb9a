import type { Guard, Match } from '../types/guard.ts';

/**
 * Finds runs of characters that a pattern does not allow. The pattern is asked once for each distinct code point, so the
 * time is linear whatever the pattern is.
 */
export function characters(allowed: RegExp): Guard & { scan(text: string): readonly Match[] } {
  const verdicts = new Map<string, boolean>();
  const allows = (character: string): boolean => {
    let verdict = verdicts.get(character);
    if (verdict === undefined) {
      if (verdicts.size > 65_536) verdicts.clear();
      verdict = allowed.test(character);
      verdicts.set(character, verdict);
    }
    return verdict;
  };
  return {
    id: 'characters',
    reach: 0,
    stages: ['input'],
    replacement: () => '',
    scan(text) {
      const matches: Match[] = [];
      let start = -1;
      let index = 0;
      for (const character of text) {
        if (allows(character)) {
          if (start >= 0) matches.push({ rule: 'characters/not-allowed', score: 1, start, end: index });
          start = -1;
        } else if (start < 0) start = index;
        index += character.length;
      }
      if (start >= 0) matches.push({ rule: 'characters/not-allowed', score: 1, start, end: index });
      return matches;
    },
  };
}
