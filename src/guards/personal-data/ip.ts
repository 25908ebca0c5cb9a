import { before } from './context.ts';
import type { PersonalDataRule } from './rule.ts';

const LONGEST = 45; // RFC 4291: eight groups, the last two as dotted decimals
const NUMBERED =
  /(?:\bversions?|\bver\.?|\bv\.?|\brelease|\bbuild|\bsections?|\bchapter|\bclause|\bfigure|\btable|§)\s{0,2}[:=]?\s{0,2}$/i;

/** Whether a digit, a hexadecimal letter, a colon or a dot stands there. */
export function isGroupUnit(text: string, index: number): boolean {
  const unit = text.charCodeAt(index) | 0x20;
  const plain = text.charCodeAt(index);
  return (plain >= 0x30 && plain <= 0x3a) || plain === 0x2e || (unit >= 0x61 && unit <= 0x66);
}

export const IPV4: PersonalDataRule = {
  rule: 'pii/ipv4',
  entity: 'IP_ADDRESS',
  what: 'IPv4 address',
  source: 'RFC 791, RFC 6943 section 3.1.1',
  examples: [() => '192.0.2.1', () => 'http://203.0.113.9:8080/', () => '198.51.100.0/24'],
  lookAlikes: [
    () => 'v1.2.3.4',
    () => 'version 10.0.19041.1',
    () => '1.2.3.4.5',
    () => '256.1.1.1',
    () => 'Section 1.2.3.4',
    () => '1.2.3.4-beta',
  ],
  knownMisses: 'Short, octal and hexadecimal forms. A version of four parts with no word before it is found.',
  anchor: 'digits',
  pattern: /(?:25[0-5]|2[0-4]\d|[01]?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|[01]?\d?\d)){3}(?![\w]|\.\d|-[A-Za-z])/y,
  check: (_, text, start) =>
    !/[\w]$|[\d:a-zA-Z][.-]$/.test(before(text, start, 2)) && !NUMBERED.test(before(text, start, 14)),
};

export const IPV6: PersonalDataRule = {
  rule: 'pii/ipv6',
  entity: 'IP_ADDRESS',
  what: 'IPv6 address',
  source: 'RFC 4291 section 2.2, RFC 5952',
  examples: [
    () => '2001:db8::8a2e:370:7334',
    () => 'FEDC:BA98:7654:3210:FEDC:BA98:7654:3210',
    () => '::1',
    () => '::ffff:192.0.2.128',
    () => 'http://[2001:db8::1]:443/',
  ],
  lookAlikes: [
    () => '12:30:45',
    () => 'aa:bb:cc:dd:ee:ff',
    () => 'std::cout',
    () => 'dead::beef',
    () => 'rows[1::2]',
    () => '::',
  ],
  knownMisses: 'The address of all zeroes; one that is letters only.',
  anchor: 'colon',
  startOf(text, colon) {
    let start = colon;
    while (start > 0 && colon - start <= LONGEST && isGroupUnit(text, start - 1)) start--;
    if (colon - start > LONGEST || /[\w]$|\w\[$/.test(before(text, start, 2))) return undefined;
    return start;
  },
  pattern: /[0-9A-Fa-f:.]{2,45}(?![\w:])/y,
  check: (matched) =>
    isAddress(matched.replace(/[.:]$/, (sign) => (sign === ':' && matched.endsWith('::') ? sign : ''))),
};

function isAddress(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2 || !/\d/.test(text)) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const dotted = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(last);
  if (!(dotted ? groups.slice(0, -1) : groups).every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return false;
  const count = groups.length + (dotted ? 1 : 0);
  if (halves.length === 2) return count <= 7;
  return count === 8 && !groups.every((group) => group.length === 2); // pairs: an EUI-64 hardware address
}
