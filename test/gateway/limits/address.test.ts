import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isIn, placeOf, readAddress, readNetwork } from '../../../src/gateway/limits/address.ts';
import { callerOf } from '../../../src/gateway/limits/caller.ts';

const place = (text: string) => {
  const address = readAddress(text);
  return address && placeOf(address);
};

describe('an address is counted by', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s: %s', (text, expected) => expect(place(text)).toBe(expected));

  test.each([
    '',
    'localhost',
    '1.2.3',
    '1.2.3.256',
    '1.2.3.010',
    '0x7f.1.1.1',
    '1.2.3.4.5',
    ':1',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8::',
    '::g',
    '1.2.3.4::',
    `${'1'.repeat(70)}`,
  ])('%s: nothing', (text) => expect(place(text)).toBeUndefined());

  test('whatever is written is read without an error, and every IPv6 address is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readAddress(text);
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        expect(readAddress(text)).toHaveLength(8);
      }),
    );
    fc.assert(
      fc.property(fc.ipV4(), (text) => {
        expect(place(text)).toBe(text);
      }),
    );
  });
});

test.each([
  ['10.0.0.0/8', '10.255.1.2', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['10.0.0.0/8', '::ffff:10.0.0.1', true],
  ['192.0.2.128/25', '192.0.2.127', false],
  ['192.0.2.1', '192.0.2.1', true],
  ['192.0.2.1', '192.0.2.2', false],
  ['fd00::/8', 'fd12:3456::1', true],
  ['fd00::/8', 'fe80::1', false],
  ['::/0', '192.0.2.1', true],
  ['0.0.0.0/0', '2001:db8::1', false],
])('%s holds %s: %s', (network, address, expected) => {
  const [given, of] = [readNetwork(network), readAddress(address)];
  expect(given && of && isIn(given, of)).toBe(expected);
});

test.each(['10.0.0.0/33', 'fd00::/129', '10/8', '10.0.0.0/-1', '10.0.0.0/8/8', 'any', '10.0.0.0/'])(
  '%s is no network',
  (text) => expect(readNetwork(text)).toBeUndefined(),
);

describe('the caller behind proxies', () => {
  const proxies = ['10.0.0.0/8', 'fd00::/8'].flatMap((text) => readNetwork(text) ?? []);
  const caller = (
    socket: string | undefined,
    line: string | undefined,
    forwardedHeader: 'x-forwarded-for' | 'forwarded' = 'x-forwarded-for',
    trustedProxies = proxies,
  ) =>
    callerOf(socket, new Headers(line === undefined ? {} : { [forwardedHeader]: line }), {
      trustedProxies,
      forwardedHeader,
    });

  test.each([
    ['who sends the header himself gains nothing', '203.0.113.9', '1.1.1.1', '203.0.113.9'],
    ['a proxy that says nothing is the caller', '10.0.0.1', undefined, '10.0.0.1'],
    ['a proxy names its caller', '10.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['what the caller wrote before that does not count', '10.0.0.1', '1.1.1.1, 10.9.9.9, 203.0.113.9', '203.0.113.9'],
    ['proxies behind proxies are looked through', '10.0.0.1', '203.0.113.9, 10.0.0.3,10.0.0.2', '203.0.113.9'],
    ['an own machine is the caller where all are trusted', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['ports and brackets are left out', '10.0.0.1', '[2001:db8::1]:443', '2001:db8:0:0::/64'],
    ['an IPv4 port is left out', 'fd00::1', '203.0.113.9:5312', '203.0.113.9'],
    ['what cannot be read counts for the proxy', '10.0.0.1', '203.0.113.9, unknown', '10.0.0.1'],
    ['an empty last one counts for the proxy', '10.0.0.1', '203.0.113.9,', '10.0.0.1'],
  ])('%s', (_, socket, line, expected) => expect(caller(socket, line)).toBe(expected));

  test.each([
    ['for=203.0.113.9;proto=https;by=10.0.0.1', '203.0.113.9'],
    ['For="[2001:db8:1:2::17]:4711"', '2001:db8:1:2::/64'],
    ['for=1.1.1.1, proto=https; for=203.0.113.9', '203.0.113.9'],
    ['for="1.1.1.1, for=2.2.2.2", for=203.0.113.9', '203.0.113.9'],
    ['for=203.0.113.9, for=10.1.1.1', '203.0.113.9'],
    ['for=_hidden', '10.0.0.1'],
    ['for=203.0.113.9, for="unclosed', '10.0.0.1'],
    ['proto=https', '10.0.0.1'],
  ])('Forwarded: %s is %s', (line, expected) => expect(caller('10.0.0.1', line, 'forwarded')).toBe(expected));

  test('only the header that was chosen is read', () => {
    const headers = new Headers({ 'x-forwarded-for': '1.1.1.1', forwarded: 'for=2.2.2.2' });
    expect(callerOf('10.0.0.1', headers, { trustedProxies: proxies, forwardedHeader: 'forwarded' })).toBe('2.2.2.2');
  });

  test('nothing is known of a socket without an address', () => {
    expect(caller(undefined, '1.1.1.1')).toBeUndefined();
    expect(caller('/run/app.sock', '1.1.1.1')).toBeUndefined();
  });

  test('whatever stands before the word of a proxy changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (forged) => {
        const line = `${forged.replace(/[^\x20-\x7e]/g, '')}, 203.0.113.9`;
        expect(caller('10.0.0.1', line)).toBe('203.0.113.9');
      }),
    );
  });
});
