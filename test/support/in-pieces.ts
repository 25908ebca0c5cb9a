import fc from 'fast-check';
import type { Guard, Match, ScanContext } from '../../src/types/guard.ts';
import { OUTPUT } from './screening.ts';

/** What a guard finds in a text that comes in pieces. */
export interface InPieces {
  readonly matches: readonly Match[];
  /** Characters that had to wait after each piece. */
  readonly held: readonly number[];
}

/**
 * Reads a text piece by piece as a stream does: a reader of the guard's own, or a window of nothing but what is pending and
 * `lookBehind` characters before it. Throws where a match comes too late, too early or reaches past what is decided.
 */
export function readInPieces(guard: Guard, pieces: readonly string[], context: ScanContext = OUTPUT): InPieces {
  const read = guard.reader ? byReader(guard.reader(context)) : byWindow(guard, context);
  const matches: Match[] = [];
  const held: number[] = [];
  let length = 0;
  let before = 0;
  [...pieces, ''].forEach((piece, index) => {
    length += piece.length;
    const { found, decided } = read(piece, index === pieces.length);
    for (const match of found) {
      const isInside = match.start >= before && match.end <= decided;
      if (!isInside) throw new Error(`${match.rule} at ${match.start} to ${match.end}, not in ${before} to ${decided}`);
      matches.push(match);
    }
    if (decided < before) throw new Error(`what was decided at ${before} is open again from ${decided}`);
    before = decided;
    held.push(length - decided);
  });
  return { matches, held: held.slice(0, -1) };
}

type Read = (piece: string, last: boolean) => { readonly found: readonly Match[]; readonly decided: number };

function byReader(reader: ReturnType<NonNullable<Guard['reader']>>): Read {
  return (piece, last) => {
    const found = reader.read(piece, last);
    return { found, decided: last ? Number.POSITIVE_INFINITY : reader.decided };
  };
}

function byWindow(guard: Guard, context: ScanContext): Read {
  let window = '';
  let offset = 0;
  let pending = 0;
  return (piece, last) => {
    window += piece;
    const until = last ? window.length : Math.max(pending, guard.undecided?.(window) ?? 0);
    const found = (guard.scan(window, context) as readonly Match[])
      .filter(({ start }) => start >= pending && start < until)
      .map((match) => ({ ...match, start: match.start + offset, end: match.end + offset }));
    const gone = Math.max(0, until - (guard.lookBehind ?? guard.reach ?? until));
    window = window.slice(gone);
    offset += gone;
    pending = until - gone;
    return { found, decided: last ? Number.POSITIVE_INFINITY : pending + offset };
  };
}

/** Pieces of six characters, as a model sends them. */
export const inSixes = (text: string): readonly string[] => text.match(/[\s\S]{1,6}/g) ?? [];

/** A text of such parts, and two ways to cut it into pieces: mostly small ones. */
export const cutTexts = (parts: fc.Arbitrary<string>, maxLength = 10): fc.Arbitrary<readonly string[]> =>
  fc
    .tuple(fc.array(parts, { maxLength }), fc.infiniteStream(fc.oneof(fc.constantFrom(1, 2, 6), fc.nat(40))))
    .map(([parts, lengths]) => {
      const text = parts.join('');
      const pieces: string[] = [];
      for (let start = 0; start < text.length; ) {
        const length = lengths.next().value ?? 1;
        pieces.push(text.slice(start, start + length));
        start += length;
      }
      return pieces;
    });
