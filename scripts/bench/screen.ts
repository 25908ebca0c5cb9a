import { readFileSync } from 'node:fs';
import { outputSafeguards } from '../../src/guards/safeguards.ts';
import type { Safeguard } from '../../src/lib/screening/safeguard.ts';
import { StreamScreen } from '../../src/lib/screening/stream.ts';
import type { Measure } from './support/report.ts';

const PIECE = 6;
const ROUNDS = 9;
const DOCUMENTS = ['README.md', 'docs/guide.md', 'docs/providers.md', 'docs/testing.md'];

const CONTEXT = { trust: 'untrusted', stage: 'output' } as const;
const rethrow = (_: unknown, error: unknown): never => {
  throw error;
};

function screenOf(safeguards: readonly Safeguard[]): StreamScreen {
  return new StreamScreen(safeguards, CONTEXT, rethrow, () => {});
}

/** Characters that are held back after each piece, sorted. */
async function heldBack(pieces: readonly string[], safeguards: readonly Safeguard[]): Promise<readonly number[]> {
  const screen = screenOf(safeguards);
  let given = 0;
  let shown = 0;
  const held = pieces.map((piece) => {
    given += piece.length;
    shown += screen.write(piece).length; // what is made inert grows by a character or two, which counts as shown early
    return Math.max(0, given - shown);
  });
  await screen.end();
  return held.sort((one, other) => one - other);
}

async function microsecondsAPiece(pieces: readonly string[], safeguards: readonly Safeguard[]): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const screen = screenOf(safeguards);
    const since = performance.now();
    for (const piece of pieces) screen.write(piece);
    await screen.end();
    least = Math.min(least, performance.now() - since);
  }
  return (least * 1_000) / pieces.length;
}

/** What the screen of a stream costs, and how long text waits in it, on the Markdown of our own documentation. */
export async function bench(): Promise<readonly Measure[]> {
  const root = new URL('../../', import.meta.url);
  const text = DOCUMENTS.map((name) => readFileSync(new URL(name, root), 'utf8')).join('\n');
  const hosts = [...new Set(Array.from(text.matchAll(/https?:\/\/([a-z0-9.-]+)/gi), ([, host = '']) => host))];
  const pieces = Array.from({ length: Math.ceil(text.length / PIECE) }, (_, index) =>
    text.slice(index * PIECE, (index + 1) * PIECE),
  );
  const all = outputSafeguards({ mode: 'enforce', allowedHosts: hosts });
  const redacting = outputSafeguards({ mode: 'enforce', allowedHosts: hosts, pii: 'redact' });
  const at = (held: readonly number[], share: number) => held[Math.floor(held.length * share)] ?? 0;
  const row = (what: string, unit: string, ours: number): Measure => ({ what, unit, ours });
  const held = await heldBack(pieces, all);
  const heldMore = await heldBack(pieces, redacting);
  return [
    row('held back after a piece of 6, p50', 'characters', at(held, 0.5)),
    row('held back after a piece of 6, p99', 'characters', at(held, 0.99)),
    row('held back at most', 'characters', held.at(-1) ?? 0),
    row('with personal data redacted, p50', 'characters', at(heldMore, 0.5)),
    row('with personal data redacted, p99', 'characters', at(heldMore, 0.99)),
    row('every guard of an answer, a piece of 6', 'µs', await microsecondsAPiece(pieces, all)),
    row('no guard, a piece of 6', 'µs', await microsecondsAPiece(pieces, [])),
  ];
}
