import type { Allows } from './hosts.ts';

/** What a URL in plain words is: off or on the list, nothing that a renderer would link, or not told yet. */
export type BareReading = 'off' | 'on' | 'none' | 'open';

const LONGEST = 320;
const RUN = /[^\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000/?#<>[\]\\^|]{0,320}/y;
const REST = /[^\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000/?#<]{0,320}/y; // an escaped backslash does not end it
const TRAILING =
  /[.,;:!*_~'")`{}\u2013\u2014\u2019\u201d\u2026\u00bb\u3001\u3002\u300b\u300d\u300f\u3011\uff01\uff09\uff0c\uff1a\uff1b\uff1f]+$/;

/**
 * Judges the host of a URL in plain words. Renderers disagree about where such a host ends, so the longest that any of them
 * could take must be on the list, but for the punctuation that stands behind it.
 *
 * @param from where the host begins
 */
export function judgeBare(text: string, from: number, scheme: string, allows: Allows): BareReading {
  const { host, behind } = runAt(text, from);
  if (host.length >= LONGEST) return 'off';
  if (behind === '') return 'open';
  if (host === '' && (behind === '?' || behind === '#')) return 'none';
  if (behind === '/' || behind === '?' || behind === '#') return allows(scheme, host) ? 'on' : 'off';
  if (behind === '\\' || behind === '^') return 'off';
  const name = host.replace(TRAILING, '');
  if (name === '') return behind === '[' ? 'off' : 'none';
  if (!allows(scheme, name)) return 'off';
  return isFollowed(text, from + host.length);
}

/** No host has a bracket or a bar in it, but what stands before an `@` may; and what escapes a tag would go on with the host. */
function isFollowed(text: string, from: number): BareReading {
  REST.lastIndex = from;
  const rest = REST.exec(text)?.[0] ?? '';
  const [behind = '', next = ''] = text.slice(from + rest.length, from + rest.length + 2);
  if (/[@&]/.test(rest) || rest.length >= LONGEST) return 'off';
  if (behind === '' || (behind === '<' && next === '')) return 'open';
  return behind === '<' && next !== '/' ? 'off' : 'on';
}

/** Whether `//name` is what a renderer links: a name with a dot in it, or the reader's own machine. */
export function judgeSlashes(text: string, from: number, allows: Allows): BareReading {
  const { host, behind } = runAt(text, from);
  if (host === '' && behind !== '') return 'none';
  const linked = /[^\p{L}\p{N}\p{M}_-]/u.test(host.replace(TRAILING, '')) || /^localhost/i.test(host);
  if (!linked) return behind === '' ? 'open' : 'none';
  return judgeBare(text, from, '', allows);
}

/** A name behind `www.`, or a path: anything with a letter or a slash in it. */
export function judgeWww(text: string, from: number, allows: Allows): BareReading {
  REST.lastIndex = from + 4;
  const rest = REST.exec(text)?.[0] ?? '';
  const behind = text[from + 4 + rest.length];
  const next = text[from + 5 + rest.length];
  if (behind === '<' && next === undefined) return 'open';
  if (/[\p{L}\p{N}-]/u.test(rest) || /[/?#]/.test(behind ?? '') || (behind === '<' && next !== '/'))
    return judgeBare(text, from, '', allows);
  return behind === undefined && rest.length < LONGEST ? 'open' : 'none';
}

/** The run that may be a host, and the character that ended it; a mark behind the end of the text is a space. */
function runAt(text: string, from: number): { readonly host: string; readonly behind: string } {
  RUN.lastIndex = from;
  const host = RUN.exec(text)?.[0] ?? '';
  return { host, behind: text[from + host.length] ?? '' };
}
