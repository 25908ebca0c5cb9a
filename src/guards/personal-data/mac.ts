import type { PersonalDataRule } from './rule.ts';

export const MAC: PersonalDataRule = {
  rule: 'pii/mac-colons',
  entity: 'MAC_ADDRESS',
  what: 'Hardware address of a network card, with colons',
  source: 'IEEE 802-2014 section 8, RFC 7042',
  examples: [() => '00:1B:44:11:3A:B7', () => 'aa:bb:cc:dd:ee:f0'],
  lookAlikes: [() => '00:1B:44:11:3A', () => '12:30:45', () => '00:1B:44:11:3A:B7:C8:D9'],
  knownMisses: 'Addresses of eight pairs.',
  anchor: 'colon',
  startOf: (text, colon) =>
    /(?:^|[^\w:])[\dA-Fa-f]{2}$/.test(text.slice(Math.max(0, colon - 3), colon)) ? colon - 2 : undefined,
  pattern: /[\dA-Fa-f]{2}(?::[\dA-Fa-f]{2}){5}(?![\w:])/y,
};
