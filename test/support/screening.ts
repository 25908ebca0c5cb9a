import type { Screening } from '../../src/layers/screen/policy.ts';
import type { LazyScreening } from '../../src/layers/screen.ts';
import type { Safeguard, Sighting } from '../../src/lib/screening/safeguard.ts';
import { StreamScreen } from '../../src/lib/screening/stream.ts';
import type { Action, Guard, Match, ScanContext } from '../../src/types/guard.ts';

export const OUTPUT: ScanContext = { trust: 'untrusted', stage: 'output' };

export const rethrow = (_: unknown, error: unknown): never => {
  throw error;
};

/** A guard that finds a sticky pattern wherever it fits, also inside another match. */
export const patternGuard = (id: string, pattern: RegExp, reach: number, replacement?: string): Guard => ({
  id,
  reach,
  stages: ['input', 'output'],
  ...(replacement !== undefined && { replacement: () => replacement }),
  scan(text) {
    const matches: Match[] = [];
    for (let at = 0; at < text.length; at++) {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (found) matches.push({ rule: `${id}/pattern`, score: 1, start: at, end: at + found[0].length });
    }
    return matches;
  },
});

/** A safeguard that does one thing about everything its guard finds. */
export const always = (guard: Guard, action: Action, more: Partial<Safeguard> = {}): Safeguard => ({
  guard,
  decide: () => action,
  isOff: () => false,
  mayChange: () => action === 'block' || action === 'redact',
  ...more,
});

/** Cuts a text at offsets, given in any order and any number. */
export function cut(text: string, at: readonly number[]): string[] {
  const borders = [...new Set(at.map((each) => (text.length === 0 ? 0 : each % text.length)))].sort((a, b) => a - b);
  const pieces = [0, ...borders].map((start, index) => text.slice(start, borders[index] ?? text.length));
  return pieces.filter((piece) => piece !== '');
}

/** What a stream screen shows of the pieces, one entry for each of them and for the end, and what it reports. */
export async function screenPieces(pieces: readonly string[], safeguards: readonly Safeguard[], context = OUTPUT) {
  const sightings: Sighting[] = [];
  const screen = new StreamScreen(safeguards, context, rethrow, (sighting) => sightings.push(sighting));
  const shown = pieces.map((piece) => screen.write(piece));
  shown.push(await screen.end());
  return { shown, text: shown.join(''), sightings };
}

/** A screen that needs no loading. */
export const loaded = (screening: Screening): LazyScreening => ({ ready: async () => screening, loaded: screening });
