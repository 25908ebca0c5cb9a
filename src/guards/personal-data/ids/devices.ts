import { passesLuhn } from '../../checksums.ts';
import { register } from './register.ts';

const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** The check of bech32 and bech32m for the prefix `bc`. BIP 173, BIP 350. */
function isBech32(address: string): boolean {
  let rest = 1;
  for (const value of [3, 3, 0, 2, 3, ...Array.from(address.toLowerCase().slice(3), (sign) => BECH32.indexOf(sign))]) {
    const top = rest >>> 25;
    rest = ((rest & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of GENERATOR.entries()) if ((top >> bit) & 1) rest ^= generator;
  }
  return rest === 1 || rest === 0x2bc830a3;
}

/** What is no number of a person but leads to one. */
export const DEVICES = [
  register('CRYPTO', {
    what: 'Wallet address: Bitcoin, Ethereum',
    source: 'BIP 13, BIP 173, BIP 350; EIP-55',
    words: 'wallet, bitcoin, btc, ethereum, eth, crypto, address, donate',
    valid: [
      '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
      '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    ],
    broken: ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5'],
    form: /bc1[02-9ac-hj-np-z]{11,59}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|0x[0-9A-Fa-f]{40}/y,
    passes: (address) => !/^BC1/.test(address) || isBech32(address),
    alone: (matched) => matched.startsWith('bc1'),
    knownMisses: 'Other currencies; the check of older Bitcoin addresses is not made, so they need a word.',
  }),
  register('MAC_ADDRESS', {
    what: 'Hardware address of a network card',
    source: 'IEEE 802-2014 section 8',
    words: 'mac, mac address, hardware address, bssid, physical address',
    valid: ['00-1B-44-11-3A-B7', '001b.4411.3ab7', '001B44113AB7'],
    broken: ['00-1B-44-11-3A', '001b.4411.3ag7'],
    form: /[\dA-F]{2}(?:-[\dA-F]{2}){5}|[\dA-F]{4}\.[\dA-F]{4}\.[\dA-F]{4}|[\dA-F]{12}/iy,
    alone: (matched) => /^..-/.test(matched) && /[A-F]/i.test(matched) && /\d/.test(matched),
  }),
  register('IMEI', {
    what: 'Number of a mobile device',
    source: '3GPP TS 23.003 section 6.2.1: Luhn',
    words: 'imei, imei number',
    valid: ['490154203237518', '49-015420-323751-8'],
    broken: ['490154203237519'],
    form: /\d{2}[ -]?\d{6}[ -]?\d{6}[ -]?\d/y,
    passes: passesLuhn,
  }),
  register('UUID', {
    what: 'Universally unique identifier',
    source: 'RFC 9562 section 4',
    words: 'uuid, guid',
    valid: ['123e4567-e89b-42d3-a456-426614174000', '06E82887-9AFC-4064-ABAD-F6FB60B8A1F3'],
    broken: ['123e4567-e89b-02d3-a456-426614174000'],
    form: /[\da-f]{8}(-?)[\da-f]{4}\1[1-8][\da-f]{3}\1[89ab][\da-f]{3}\1[\da-f]{12}/iy,
    alone: (matched) => matched.includes('-'),
  }),
];
