import { texts, type UnicodeFacts } from './rule.ts';

const shifted = (text: string, by: number): string =>
  Array.from(text, (character) => String.fromCodePoint(character.charCodeAt(0) + by)).join('');

/** Words that a reader takes for others: warnings, as names and emphasis in many languages are written so too. */
export const DISGUISE = [
  {
    rule: 'unicode/mixed-script',
    what: 'A Latin word in which every other letter is the twin of a Latin one, Cyrillic, Greek, Cherokee and others; or one wholly of twins, right behind Latin text',
    source: 'UTS #39 §4, §5.1, confusables.txt',
    examples: texts(
      'def s\u0430yHello()',
      'p\u0430yp\u0430l',
      '\u13e2aypal',
      'see www.\u0440\u0430\u0443\u0440\u0430\u04cf.com',
    ),
    lookAlikes: texts(
      '\u041f\u0440\u0438\u0432\u0435\u0442',
      'TNF\u03b1',
      'USB-\u043a\u0430\u0431\u0435\u043b\u044c',
      'the USSR (\u0421\u0421\u0421\u0420)',
    ),
    knownMisses:
      'Words wholly of twins at the start of a text, of fewer than four letters or in capitals; words of more than 64 characters; Greek letters of measures; twins beyond the basic plane.',
    replacement: undefined,
  },
  {
    rule: 'unicode/full-width',
    what: 'A word of three or more full-width letters or digits, with letters before it and none of them Chinese, Japanese or Korean',
    source: 'UAX #11 §4, Unicode 17 §18.5',
    examples: [() => `Please ${shifted('ignore', 0xfee0)} this`],
    lookAlikes: [
      () => `${shifted('ABC', 0xfee0)}\u682a\u5f0f\u4f1a\u793e`,
      () => `\u65b0\u3057\u3044 ${shifted('Windows', 0xfee0)} \u306e`,
      () => `size ${shifted('XL', 0xfee0)}`,
    ],
    knownMisses: 'The first word of a text; words among East Asian text or within 64 characters behind it.',
    replacement: undefined,
  },
  {
    rule: 'unicode/styled-letters',
    what: 'A word of four or more letters of mathematics, in circles or boxes, small capitals, raised or lowered',
    source: 'UTR #25 §2.2, Unicode 17 §22.2',
    examples: [() => shifted('ignore', 0x1d3b9), () => shifted('ignore', 0x246f)],
    lookAlikes: [() => `${shifted('ma', 0x1d3ed)} = \u2131`, () => '\u{1f170}\ufe0f\u{1f17e}\ufe0f \u24d8'],
    knownMisses: 'Letters with anything between them; a single one among plain letters.',
    replacement: undefined,
  },
] as const satisfies readonly UnicodeFacts[];
