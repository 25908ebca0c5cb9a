import { withoutNonce } from './nonce.ts';

/**
 * How untrusted text is written in its fence: as it is, with a mark for each white space, or in base64. The further down,
 * the less a model takes it for instructions, and the more weaker models lose of it (spotlighting, arXiv 2403.14720).
 */
export type FenceMode = 'delimit' | 'datamark' | 'encode';

/** Rare in text, one token for most models. */
const MARKS = ['ˆ', '¬', '¦', '¤', '‡', '§', '¶', '◊', '⁂', '※', '∴', '⌁', '⍟', '⎔', '⏣', '⟡'];

/** The text as it stands between the lines, and what the first line says of it. */
export function dataOf(text: string, mode: FenceMode, nonce: string): { body: string; attributes: string } {
  if (mode === 'encode') return { body: base64(text), attributes: ' encoding="base64"' };
  const body = withoutNonce(text, nonce);
  if (mode === 'delimit') return { body, attributes: '' };
  const free = MARKS.find((mark) => !body.includes(mark));
  const mark = free ?? 'ˆ'; // all sixteen occur: the text loses this one
  const bare = free === undefined ? body.replaceAll(mark, '') : body;
  return {
    body: bare.replace(/[^\S\n]|\n/g, (space) => (space === '\n' ? `${mark}\n` : mark)),
    attributes: ` mark="${mark}"`,
  };
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x2000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x2000));
  return btoa(binary);
}
