import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST_PLACEHOLDER, PlaceholderTable } from '../../src/lib/placeholders.ts';

const ADDRESS = 'ann@example.com';
const tableOf = (...values: readonly [entity: string, value: string][]): PlaceholderTable => {
  const table = new PlaceholderTable();
  for (const [entity, value] of values) table.placeholderFor(entity, value);
  return table;
};
const mail = (): PlaceholderTable => tableOf(['EMAIL_ADDRESS', ADDRESS], ['PERSON', 'Ann'], ['IPV4', '192.0.2.1']);

/** Feeds a text in pieces and puts together what is shown. */
const streamed = (table: PlaceholderTable, pieces: readonly string[]): string => {
  const restorer = table.restorer();
  return pieces.map((piece) => restorer.write(piece)).join('') + restorer.end();
};

const cut = (text: string, at: readonly number[]): string[] => {
  const points = [0, ...at.map((each) => each % (text.length + 1)).sort((one, other) => one - other), text.length];
  return points.slice(1).map((end, index) => text.slice(points[index], end));
};

describe('placeholderFor', () => {
  test('gives the same value of the same entity the same placeholder, and numbers each entity by itself', () => {
    const table = new PlaceholderTable();
    expect(table.placeholderFor('EMAIL_ADDRESS', 'a@example.com')).toBe('[EMAIL_ADDRESS_1]');
    expect(table.placeholderFor('EMAIL_ADDRESS', 'b@example.com')).toBe('[EMAIL_ADDRESS_2]');
    expect(table.placeholderFor('PERSON', 'a@example.com')).toBe('[PERSON_1]');
    expect(table.placeholderFor('EMAIL_ADDRESS', 'a@example.com')).toBe('[EMAIL_ADDRESS_1]');
    expect(table.size).toBe(3);
  });

  test.each([
    ['e-mail address', '[E_MAIL_ADDRESS_1]'],
    ['', '[DATA_1]'],
    ['_9]', '[DATA_1]'],
    ['x'.repeat(90), `[${'X'.repeat(40)}_1]`],
  ])('makes a name of the entity %j', (entity, placeholder) => {
    const table = new PlaceholderTable();
    expect(table.placeholderFor(entity, 'value')).toBe(placeholder);
    expect(table.restore(placeholder)).toBe('value');
  });

  test('never gives two values one placeholder where two entities differ in separators only', () => {
    const table = tableOf(['E_MAIL', 'one'], ['EMAIL', 'two']);
    expect(table.restore('[E_MAIL_1] [EMAIL_2]')).toBe('one two');
  });

  test('shows counts and never values', () => {
    const table = mail();
    table.restorer();
    expect(JSON.parse(JSON.stringify(table))).toEqual({ EMAIL_ADDRESS: 1, PERSON: 1, IPV4: 1 });
    const shown = inspect(table, { showHidden: true, depth: 9 }) + JSON.stringify(table) + Object.keys(table).join();
    expect(shown).toContain('EMAIL_ADDRESS: 1');
    expect(shown).not.toContain('ann');
    expect(inspect(table.restorer(), { showHidden: true, depth: 9 })).not.toContain('ann');
  });
});

describe('restore', () => {
  test.each([
    '[EMAIL_ADDRESS_1]',
    '[email_address_1]',
    '[Email Address 1]',
    '[email-address-1]',
    '[EMAIL\u00A0ADDRESS\u30001]',
    '[EMAIL\\_ADDRESS\\_1]',
    '\\[EMAIL\\_ADDRESS\\_1\\]',
    '[EMAIL_ADDRESS_01]',
    '[EMAIL_ADDRESS_１]',
    '[EMAIL_ADDRESS_١]',
    '[ＥＭＡＩＬ＿ADDRESS＿1]',
    '[emaıl_address_1]',
    '[`EMAIL_ADDRESS_1`]',
    '[**EMAIL_ADDRESS_1**]',
    '[ _EMAIL_ADDRESS_1_ ]',
    '［EMAIL_ADDRESS_1］',
    '【email address 1】',
    '〔EMAIL_ADDRESS_1〕',
    '「EMAIL_ADDRESS_1」',
    '《EMAIL_ADDRESS_1》',
    '<EMAIL_ADDRESS_1>',
    '＜email_address_1＞',
    '«EMAIL_ADDRESS_1»',
  ])('understands %s', (spelling) => {
    expect(mail().restore(`To: ${spelling}, please`)).toBe(`To: ${ADDRESS}, please`);
  });

  test.each([
    ['**[EMAIL_ADDRESS_1]**', `**${ADDRESS}**`],
    ['`[EMAIL_ADDRESS_1]`', `\`${ADDRESS}\``],
    ['[[EMAIL_ADDRESS_1]]', `[${ADDRESS}]`],
    ['Ann <[EMAIL_ADDRESS_1]>', `Ann <${ADDRESS}>`],
    ['[PERSON_1][EMAIL_ADDRESS_1](work)', `Ann${ADDRESS}(work)`],
    ['Hello![EMAIL_ADDRESS_1]', `Hello!${ADDRESS}`],
    ['[PERSON_1]: [EMAIL_ADDRESS_1]', `Ann: ${ADDRESS}`],
    ['[ipv4 1]', '192.0.2.1'],
    ['```sh\nmail [EMAIL_ADDRESS_1]\n```\n', `\`\`\`sh\nmail ${ADDRESS}\n\`\`\`\n`],
    ['```c\nif (i<n) x = "\n```\n[PERSON_1]', '```c\nif (i<n) x = "\n```\nAnn'],
    ['<b>[PERSON_1]</b> <a href="/x">it\'s [PERSON_1]</a>', '<b>Ann</b> <a href="/x">it\'s Ann</a>'],
    ['see [a](https://example.com/x) [PERSON_1]', 'see [a](https://example.com/x) Ann'],
    ['see [a](/x), [PERSON_1]', 'see [a](/x), Ann'],
    ['[r]: /x "t"\n\nThen [PERSON_1]', '[r]: /x "t"\n\nThen Ann'],
    ['[r]: /x\nThen [PERSON_1]', '[r]: /x\nThen Ann'],
    ['![a photo](/x.png) of [PERSON_1]', '![a photo](/x.png) of Ann'],
    ['a < b, [PERSON_1]', 'a < b, Ann'],
    ['an answer with [Name]: [PERSON_1]', 'an answer with [Name]: Ann'],
    ['**Contact [primary]: [PERSON_1]**', '**Contact [primary]: Ann**'],
    ['- [x] Contact [primary]: [PERSON_1]', '- [x] Contact [primary]: Ann'],
    ['[EMAIL_ADDRESS_1]/[EMAIL_ADDRESS_1]/[PERSON_1]', `${ADDRESS}/${ADDRESS}/Ann`],
    ['[r]: /x "t"\n\n"Then [PERSON_1]"', '[r]: /x "t"\n\n"Then Ann"'],
    ['[Size]: the 5" one\nThen [PERSON_1]', '[Size]: the 5" one\nThen Ann'],
  ])('shows %j as %j', (text, shown) => {
    expect(mail().restore(text)).toBe(shown);
  });

  test.each([
    'if (i<n) x',
    'a<b',
    '$x<y$ is',
    'x<!y',
    '- ```html\n  <div class="a\n  ```\n',
    'Use `<script>` or `<style>`',
    '- ```html\n  <script src="/a.js"></script>\n  ```\n',
    '[Note]: the (first "part\n',
  ])('shows values again 2,048 characters behind %j, and not before', (text) => {
    const words = (length: number) => ` ${'text '.repeat(length)}\n`.slice(0, length);
    const far = `${text}${words(2_048)}[PERSON_1]`;
    expect(mail().restore(far)).toBe(far.replace('[PERSON_1]', 'Ann'));
    const near = `${text}${words(1_990)}[PERSON_1]`;
    expect(mail().restore(near)).toBe(near);
  });

  test.each(['<style>', '<script>', "<script>x = '<style></style>'"])(
    'shows none behind %j without an end tag',
    (text) => {
      const far = `${text}${' a'.repeat(3_000)}[PERSON_1]`;
      expect(mail().restore(far)).toBe(far);
    },
  );

  test.each([
    'email address 1',
    'EMAIL_ADDRESS_1',
    '(EMAIL_ADDRESS_1)',
    '「email address 1」',
    '<email address 1>',
    '« email address 1 »',
    '[EMAIL_ADDRESS_2]',
    '[EMAIL_ADDRESS_1】',
    '[EMAIL_ADDRESS1]',
    '[EMAIL_ADDRESS]',
    '[1]',
    '[EMAIL_\nADDRESS_1]',
    `[${' '.repeat(LONGEST_PLACEHOLDER)}PERSON_1]`,
  ])('leaves %j', (text) => {
    expect(mail().restore(text)).toBe(text);
  });

  test.each([
    '[x](https://example.com/?q=[PERSON_1])',
    '[x](</a b [PERSON_1]>)',
    '[x](/a "title of [PERSON_1]")',
    '[x](/a\n"title of [PERSON_1]")',
    '> [x](\n> /a/[PERSON_1])',
    '> [x](/a\n> "title of [PERSON_1]")',
    '[x](/a\\)[PERSON_1])',
    '[x](/a(b)[PERSON_1])',
    '[r]: /x "title\nof [PERSON_1]"',
    '[r]:\n```\n<style>[PERSON_1]',
    '<[PERSON_1]:x>',
    '<【PERSON_1】:x>',
    '<style>`</style>`[PERSON_1]',
    'a\n```\n<script>[PERSON_1]\n```\n=',
    '[PERSON_9]([PERSON_1])',
    '```[PERSON_1]\n```',
    '![x]([PERSON_1])',
    '![PERSON_1](/x.png)',
    '![PERSON_1][r]',
    '![`]` of [PERSON_1]](/x.png)',
    '![<b title="]"> of [PERSON_1]](/x.png)',
    '![photo of [PERSON_1]](/x.png)',
    '[r]: /x?[PERSON_1]',
    '[r]:\n  </x [PERSON_1]>',
    '[r]: /x "title of [PERSON_1]"',
    '[r]: /x\n  "title of [PERSON_1]"',
    '[r]:x\n"\n\n[PERSON_1]"\n[r]',
    "[r]: /x 'title\n\nof [PERSON_1]'",
    '[r]: "x "title\n\nof [PERSON_1]"',
    '[r]: /x (title\n\nof [PERSON_1])',
    '> [r]: /x\n> "title of [PERSON_1]"',
    '- 1. > [r]: /x?[PERSON_1]',
    '- [x] [r]: /x?[PERSON_1]',
    'a\r[r]: /x?[PERSON_1]',
    '[a\nb]: /x?[PERSON_1]',
    '[a\\]: b]: /x?[PERSON_1]',
    'https://example.com/?q=<svg>[PERSON_1]',
    'https://example.com/?q=<[PERSON_1]',
    'https://example.com/<https://evil.example/[PERSON_1]',
    'www.example.com/<script>[PERSON_1]',
    'www.example.com<b>[PERSON_1]',
    'mailto:<svg>[PERSON_1]',
    'mailto:a@example.com<b>?subject=[PERSON_1]',
    'xmpp:<svg>[PERSON_1]',
    'a@example.com?subject=[PERSON_1]',
    'a@example.com,example.com/[PERSON_1]',
    'https://example.com/?q=[PERSON_1]',
    'https://[PERSON_1].example.com/',
    'HTTPS://example.com/**[PERSON_1]**',
    'https://example.com/?q=%5BPERSON_1%5D',
    '//example.com/[PERSON_1]',
    'www.example.com/[PERSON_1]',
    'example.com/[PERSON_1]',
    'example.com?[PERSON_1]',
    'mailto:[PERSON_1]',
    '<a href="/[PERSON_1]">x</a>',
    '<a href="/ [PERSON_1]">x</a>',
    "<a title='>' href='/ [PERSON_1]'>x</a>",
    '<a href=[PERSON_1]>x</a>',
    '> <a\n> href="/" title="[PERSON_1]">x</a>',
    '> <a href=\n> "/>[PERSON_1]">x</a>',
    '<a\nhref = "\n\n[PERSON_1]">x</a>',
    '<https://example.com/[PERSON_1]>',
    '<style>@import "/ [PERSON_1]"</style>',
    '<script>[PERSON_1]</script>',
    '`<a href=\'` <img src="/ \'>[PERSON_1]">',
    '<!-- <a href=\'--> <img src="/ \'>[PERSON_1]">',
    '\\<a href=\'> <img src="/ \'>[PERSON_1]">',
    '<div>\n```\n<img src="/ [PERSON_1]">\n```',
    '  ```\na\n```\n<img src="/ [PERSON_1]">',
    '- ```\n  a\n```\n<img src="/ [PERSON_1]">',
    '```\na\n```x\nb\n```\n<img src="/ [PERSON_1]">',
    '~~~\ra\r~~~\r<img src="/ \n[PERSON_1]">',
  ])('stays out of %j', (text) => {
    expect(mail().restore(text)).toBe(text);
  });

  test('does not read a restored value again', () => {
    const table = tableOf(['PERSON', '[PERSON_2]'], ['PERSON', 'Ann'], ['PERSON', '[PERSON']);
    expect(table.restore('[PERSON_1] [PERSON_3]_2]')).toBe('[PERSON_2] [PERSON_2]');
  });

  test('counts a restored value as text: behind an address from outside nothing is restored', () => {
    const table = tableOf(['URL', 'https://example.com/'], ['PERSON', 'Ann']);
    expect(table.restore('[URL_1]?q=[PERSON_1] [PERSON_1]')).toBe('https://example.com/?q=[PERSON_1] Ann');
  });

  test('reads the strings of a JSON value, and no keys', () => {
    const given = {
      to: '[PERSON_1]',
      '[PERSON_1]': ['a [PERSON_1]', 1, null, { url: 'https://example.com/[PERSON_1]' }],
    };
    const before = structuredClone(given);
    expect(mail().restoreJson(given)).toEqual({
      to: 'Ann',
      '[PERSON_1]': ['a Ann', 1, null, { url: 'https://example.com/[PERSON_1]' }],
    });
    expect(given).toEqual(before);
    expect(mail().restoreJson('[PERSON_1]')).toBe('Ann');
    const proto = mail().restoreJson(JSON.parse('{"__proto__":{"a":"[PERSON_1]"}}')) as object;
    expect(Object.getPrototypeOf(proto)).toBe(Object.prototype);
    expect(JSON.stringify(proto)).toBe('{"__proto__":{"a":"Ann"}}');
  });

  test('reads JSON of any depth', () => {
    let deep: unknown = '[PERSON_1]';
    for (let depth = 0; depth < 50_000; depth++) deep = [deep];
    let restored = mail().restoreJson(deep);
    while (Array.isArray(restored)) restored = restored[0];
    expect(restored).toBe('Ann');
  });
});

describe('escape', () => {
  test('returns the same text where nothing looks like a placeholder in use', () => {
    expect(mail().escape('See [Figure 1] and [EMAIL_ADDRESS_2].')).toBe('See [Figure 1] and [EMAIL_ADDRESS_2].');
  });

  test.each(['[EMAIL_ADDRESS_1]', '\\[email address 1\\]', '【Email Address １】', '<EMAIL_ADDRESS_1>'])(
    'makes %s in a text from outside different, and brings it back as it was',
    (typed) => {
      const table = mail();
      const sent = table.escape(`I wrote ${typed}.`);
      expect(sent).toBe('I wrote [EMAIL_ADDRESS_2].');
      expect(table.escape(`I wrote ${typed}.`)).toBe(sent);
      expect(table.restore(sent)).toBe(`I wrote ${typed}.`);
    },
  );

  test('never gives a value the placeholder that a text from outside already held', () => {
    const table = new PlaceholderTable();
    expect(table.escape('[EMAIL_ADDRESS_1] [e-mail address 2] [EMAIL ADDRESS 3]')).toContain('[EMAIL_ADDRESS_1]');
    expect(table.placeholderFor('EMAIL_ADDRESS', ADDRESS)).toBe('[EMAIL_ADDRESS_4]');
    expect(table.restore('[EMAIL_ADDRESS_1] [EMAIL_ADDRESS_4]')).toBe(`[EMAIL_ADDRESS_1] ${ADDRESS}`);
  });

  test('reports where, for one edit with other matches', () => {
    expect(mail().lookAlikes('a [person 1] b')).toEqual([
      { rule: 'placeholder-look-alike', entity: 'PERSON', score: 1, start: 2, end: 12 },
    ]);
  });
});

/** Pieces that meet every state, and text that is nobody's. */
const PIECES = [
  ...'[EMAIL_ADDRESS_1]|[PERSON_1]|[person 2]|\\[PERSON\\_1\\]|【PERSON_1】|<PERSON_1>|[**person 1**]|[PERSON|_1]|[|]|\\|!|<'.split(
    '|',
  ),
  ...'](|)|]:|<a href="|<b>|">|\'|=|`|```|~~~|www.|https://|//|.|/|:|?|<style>|</style>|mailto|😀|é|שלום|![|<!--|-->'.split(
    '|',
  ),
  ...[' ', '  ', '\n', '\n\n', '\r\n', '\r', '\t', 'a', '1', '_'],
];
const anyText = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

describe('a stream', () => {
  test('shows what the whole text shows, however it is cut', () => {
    const table = tableOf(['EMAIL_ADDRESS', ADDRESS], ['PERSON', 'Ann'], ['PERSON', 'www.[x'], ['PERSON_X', '😀']);
    fc.assert(
      fc.property(anyText, fc.array(fc.nat(300), { maxLength: 8 }), (text, at) => {
        const whole = table.restore(text);
        expect(streamed(table, cut(text, at))).toBe(whole);
        expect(streamed(table, text.split(''))).toBe(whole);
      }),
      { numRuns: 2_000 },
    );
  });

  test('never ends a piece in half a surrogate pair that came whole', () => {
    const table = mail();
    const restorer = table.restorer();
    expect(restorer.write('a\uD83D')).toBe('a');
    expect(restorer.write('\uDE00')).toBe('😀');
    expect(restorer.write('\uD83D')).toBe('');
    expect(restorer.end()).toBe('\uD83D');
  });

  test('holds back no more than the longest spelling, and nothing of a link or a list', () => {
    const table = mail();
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 6 }), (pieces) => {
        const restorer = table.restorer();
        let shown = '';
        for (const [index, piece] of pieces.entries()) {
          shown += restorer.write(piece);
          const ended = table.restore(pieces.slice(0, index + 1).join(''));
          expect(ended.startsWith(shown)).toBe(true);
          expect(ended.length - shown.length).toBeLessThanOrEqual(LONGEST_PLACEHOLDER);
        }
      }),
    );
    const restorer = table.restorer();
    expect(restorer.write('[link')).toBe('[link');
    expect(restorer.write(' - [x] [4')).toBe(' - [x] ');
    expect(restorer.write('] [PERSON_')).toBe('[4] ');
    expect(restorer.write('1] [PERSON_')).toBe('Ann ');
    expect(restorer.write(' '.repeat(100))).toBe(`[PERSON_${' '.repeat(100)}`);
  });
});

/** What plain text may hold beside values: nothing that opens a URL, a tag, a destination, a definition or an image. */
const PLAIN = [
  ...'[EMAIL_ADDRESS_1]|[PERSON_1]|[person 2]|\\[PERSON\\_1\\]|【PERSON_1】|[**person 1**]|[PERSON|_1]|[|]|\\|`|*|😀|é|שלום|,'.split(
    '|',
  ),
  ' ',
  '\n',
  '\r\n',
  'e\u0301',
  '_',
  '1',
];

test('what was redacted comes back, look-alikes included', () => {
  const piece = fc.oneof(
    fc.record({ text: fc.constantFrom(...PLAIN), entity: fc.constant(undefined) }),
    fc.record({
      text: fc.constantFrom('Ann', 'ann@example', '[PERSON_1]', '[', '\\', '😀', 'x_1]'),
      entity: fc.constantFrom('PERSON', 'EMAIL_ADDRESS', 'PERSON_1'),
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.array(piece, { maxLength: 20 }), { maxLength: 3 }), (texts) => {
      for (const pieces of texts)
        fc.pre(
          !pieces
            .map(({ text }) => text)
            .join('')
            .includes('```'),
        ); // a fence's line is not restored
      const table = new PlaceholderTable();
      const sent = texts.map((pieces) => {
        const text = pieces.map(({ text }) => text).join('');
        let at = 0;
        const spans = pieces.flatMap(({ text, entity }) => {
          const start = at;
          at += text.length;
          return entity === undefined ? [] : [{ start, end: at, entity }];
        });
        const others = table
          .lookAlikes(text)
          .filter(({ start, end }) => !spans.some((span) => span.start < end && span.end > start));
        let redacted = text;
        for (const { start, end, entity } of [...spans, ...others].sort((one, other) => other.start - one.start))
          redacted =
            redacted.slice(0, start) + table.placeholderFor(entity, text.slice(start, end)) + redacted.slice(end);
        return redacted;
      });
      expect(sent.map((text) => table.restore(text))).toEqual(
        texts.map((pieces) => pieces.map(({ text }) => text).join('')),
      );
    }),
    { numRuns: 3_000 },
  );
});

test.each([
  '[',
  '[EMAIL_',
  '[EMAIL_ADDRESS_1',
  '［',
  '\\',
  '<a ',
  '<',
  '](',
  '![',
  '`',
  'www.',
  '[A 1]',
  '[PERSON_'.padEnd(97, '*'),
])('takes time in proportion to text of %j', (unit) => {
  const table = mail();
  const time = (length: number): number => {
    const text = unit.repeat(length / unit.length);
    const since = performance.now();
    const restorer = table.restorer();
    for (let at = 0; at < length; at += 1_000) restorer.write(text.slice(at, at + 1_000));
    restorer.end();
    new PlaceholderTable().escape(text);
    return performance.now() - since;
  };
  time(31_250);
  expect(time(500_000)).toBeLessThan(64 * Math.max(time(31_250), 3)); // 16 times is linear, 256 quadratic
});
