import type { Match } from '../../types/guard.ts';
import type { View } from './view.ts';

/**
 * What base64 of printable ASCII begins with, in both alphabets of RFC 4648: of three bytes below 0x7f the upper bits are
 * known. Hashes and pictures fail within a few characters, words within two.
 */
const GROUP = '[I-Za-f][C-HS-Xi-nyz0-3][ABEFIJMNQRUVYZcdghkloopstwx014589][A-Za-z0-9+/_-]';
const BASE64 = new RegExp(`^(?:${GROUP}){4}`);
const BASE64_OPEN = new RegExp(
  `^(?:${GROUP}){0,3}(?:[I-Za-f](?:[C-HS-Xi-nyz0-3](?:[ABEFIJMNQRUVYZcdghkloopstwx014589][A-Za-z0-9+/_-]?)?)?)?$`,
);
const HEX = /^(?:[2-7][0-9A-Fa-f]){10}/;
const HEX_OPEN = /^(?:[2-7][0-9A-Fa-f]){0,9}[2-7]?$/;
/** How much of a run is looked at before that is decided. */
const HEAD = 20;
const BINARY = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]/;

/** Whether a run begins like encoded text. */
const begins = (run: string): boolean => BASE64.test(run) || HEX.test(run);

/** Whether a run that goes on may turn out to. */
const mayBegin = (run: string): boolean => begins(run) || BASE64_OPEN.test(run) || HEX_OPEN.test(run);

/** Where in a run encoded text begins: at its start or behind a sign of paths and names; -1 where it does not. */
export const encodedStart = (run: string): number => startOf(run, begins);

/** The same for a run that may go on. */
export const openStart = (run: string): number => startOf(run, mayBegin);

/** The same for the end of a run whose beginning is none. */
export function behindSign(run: string): number {
  const sign = run.search(SIGN);
  if (sign < 0) return -1;
  const start = openStart(run.slice(sign + 1));
  return start < 0 ? -1 : sign + 1 + start;
}

const SIGN = /[/_-]/;

function startOf(run: string, fits: (head: string) => boolean): number {
  let start = 0;
  while (!fits(run.slice(start, start + HEAD))) {
    const sign = run.slice(start).search(SIGN);
    if (sign < 0) return -1;
    start += sign + 1;
  }
  return start;
}

/** A run as the text it encodes; undefined for what is no text. `offset` is where it stands in the text. */
export function decodedRun(run: string, offset: number): View | undefined {
  const isHex = HEX.test(run);
  const bytes = isHex ? hexBytes(run) : base64Bytes(run);
  const text = bytes && new TextDecoder().decode(bytes);
  if (text === undefined || BINARY.test(text)) return undefined;
  const lengths = text.length === bytes?.length ? undefined : byteOffsets(text);
  const byteOf = (index: number): number => lengths?.[index] ?? index;
  return {
    text,
    restore: (match: Match) => ({
      ...match,
      start: offset + (isHex ? byteOf(match.start) * 2 : Math.floor((byteOf(match.start) * 4) / 3)),
      end: offset + Math.min(run.length, isHex ? byteOf(match.end) * 2 : Math.ceil((byteOf(match.end) * 4) / 3)),
    }),
  };
}

function hexBytes(run: string): Uint8Array {
  const digits = /^(?:[0-9A-Fa-f]{2})*/.exec(run)?.[0] ?? '';
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16),
  );
}

/** As many whole groups as there are, and the two or three characters of a last one. */
function base64Bytes(run: string): Uint8Array | undefined {
  const standard = run.replace(/-/g, '+').replace(/_/g, '/');
  try {
    const binary = atob(standard.length % 4 === 1 ? standard.slice(0, -1) : standard);
    return Uint8Array.from(binary, (unit) => unit.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Where each unit of a text begins in its UTF-8. */
function byteOffsets(text: string): readonly number[] {
  const offsets: number[] = [];
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    for (let unit = 0; unit < character.length; unit++) offsets.push(bytes);
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  offsets.push(bytes);
  return offsets;
}
