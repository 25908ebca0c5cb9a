import type { Allows } from './hosts.ts';

/** `open`: more text is needed to tell. */
export type Verdict = 'on' | 'off' | 'open';

/** A URL whose first part takes longer than this is off the list. */
const LONGEST_START = 320;

/**
 * Judges a URL by a strict grammar: an absolute one by its scheme and authority alone, a relative one by its first
 * segment. Behind those nothing can lead to another host.
 *
 * @param whole whether the URL ends where `url` does
 * @see https://url.spec.whatwg.org/#url-parsing for what browsers strip, decode and forgive
 */
export function judgeUrl(url: string, whole: boolean, allows: Allows): Verdict {
  const first = url.search(/[:/?#\\&\u0000-\u0020\u007f]/);
  if (first < 0) return ending(url, whole);
  if (first > LONGEST_START) return 'off';
  const mark = url[first];
  if (mark === '?' || mark === '#') return 'on';
  if (mark === ':') return judgeAbsolute(url.slice(0, first).toLowerCase(), url.slice(first + 1), whole, allows);
  if (mark !== '/') return 'off';
  if (first > 0) return 'on';
  const second = url[1];
  if (second === undefined) return ending(url, whole);
  if (second === '/') return judgeAuthority('', url, whole, allows);
  return /[\\&\u0000-\u0020\u007f]/.test(second) ? 'off' : 'on';
}

const ending = (url: string, whole: boolean): Verdict => (url.length > LONGEST_START ? 'off' : whole ? 'on' : 'open');

function judgeAbsolute(scheme: string, rest: string, whole: boolean, allows: Allows): Verdict {
  if (scheme === 'http' || scheme === 'https') return judgeAuthority(scheme, rest, whole, allows);
  if ((scheme === 'mailto' || scheme === 'tel') && /^[\w.+@()-]*$/.test(rest)) return ending(rest, whole);
  return 'off';
}

/** Behind the scheme: `//`, a host on the list, and then the path, the query, the fragment or the end. */
function judgeAuthority(scheme: string, rest: string, whole: boolean, allows: Allows): Verdict {
  if (!rest.startsWith('//')) return !whole && '//'.startsWith(rest) ? 'open' : 'off';
  const authority = /^[^/?#]*/.exec(rest.slice(2))?.[0] ?? '';
  if (whole || authority.length < rest.length - 2) return allows(scheme, authority) ? 'on' : 'off';
  return /^[-.:a-z0-9\u0080-\uffff]*$/i.test(authority) && authority.length < LONGEST_START ? 'open' : 'off';
}

/** As a browser reads an attribute: without tabs, line ends, and controls and spaces around it. */
export const judgeAttribute = (value: string, allows: Allows): Verdict =>
  judgeUrl(value.replace(/[\t\n\r]/g, '').replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, ''), true, allows);
