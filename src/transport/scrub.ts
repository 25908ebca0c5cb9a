import { base64 } from '../lib/base64.ts';

/** Replaces every known secret in a text. Linear in the length of the text. */
export type Scrub = (text: string) => string;

const MARK = '[secret]';
const SCHEME = /^(?:Bearer|Basic|Token|ApiKey) +/i;
const PUBLIC_HEADERS =
  /^(?:accept|accept-.*|content-.*|user-agent|x-stainless-.*|openai-beta|anthropic-beta|anthropic-version)$/;
const MIN_HEADER_SECRET = 8; // shorter header values are words such as `true`

/**
 * Finds secrets by their value, not by their look: as they are, percent-encoded, and in base64 or base64url at any of the
 * three alignments that they can have inside a longer text. A base64 form leaves out the characters it shares with its
 * neighbours.
 */
export function scrubber(secrets: readonly string[]): Scrub {
  let forms: string[] | undefined;
  return (text) => {
    forms ??= [...new Set(secrets.filter((secret) => secret !== '').flatMap(formsOf))].sort(
      (one, other) => other.length - one.length,
    );
    return forms.reduce((scrubbed, form) => scrubbed.replaceAll(form, MARK), text);
  };
}

/** The values of a request's headers, by lower-case name, that could be credentials, without their scheme. */
export const secretsOf = (headers: Iterable<readonly [string, string]>): readonly string[] =>
  [...headers]
    .filter(([name, value]) => !PUBLIC_HEADERS.test(name) && value.length >= MIN_HEADER_SECRET)
    .map(([, value]) => value.replace(SCHEME, ''));

function formsOf(secret: string): string[] {
  const percent = encodeURIComponent(secret);
  const encoded = [0, 1, 2].map((offset) => base64Inside(secret, offset)).filter((form) => form.length >= 6);
  const urlSafe = encoded.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'));
  return [secret, percent, percent.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()), ...encoded, ...urlSafe];
}

/** The characters of base64 that depend on the secret alone when it starts `offset` bytes after a multiple of three. */
function base64Inside(secret: string, offset: number): string {
  const bytes = new TextEncoder().encode(secret);
  const shifted = new Uint8Array(offset + bytes.length);
  shifted.set(bytes, offset);
  const wholeBits = Math.floor((shifted.length * 8) / 6);
  return base64(shifted).slice(Math.ceil((offset * 8) / 6), wholeBits);
}
